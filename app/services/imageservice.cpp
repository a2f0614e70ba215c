#include "services/imageservice.h"

namespace ContactSheet {

ImageService::~ImageService() = default;

ServiceRequest fetchRequest(const QUrl &url)
{
    return {.asked = Asked::Fetch, .url = url, .headers = {{"Accept", "image/*"}}};
}

} // namespace ContactSheet
