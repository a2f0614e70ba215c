#include "services/streamreader.h"

namespace ContactSheet {

StreamReader::~StreamReader() = default;

} // namespace ContactSheet
