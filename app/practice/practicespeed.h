#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <optional>

namespace ContactSheet {

/// How long the practice service takes for a picture.
enum class PracticeSpeed {
    Instant,  ///< As soon as it is painted.
    Quick,    ///< 0.4 s in the middle: to see at once what many at once are good for.
    Lifelike, ///< 4 s in the middle, about what a fast service takes.
    Trouble,  ///< As quick as Quick, with some of what goes wrong with real services.
};

/// All of them, in the order of the list above.
[[nodiscard]] QList<PracticeSpeed> practiceSpeeds();

/// The word for \a speed on the command line and in settings ("quick"); a contract, never translated.
[[nodiscard]] QString keyword(PracticeSpeed speed);

/// The speed whose keyword is \a word, in that spelling.
[[nodiscard]] std::optional<PracticeSpeed> practiceSpeedFromKeyword(QStringView word);

} // namespace ContactSheet
