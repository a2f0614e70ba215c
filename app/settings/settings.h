#pragma once

#include "library/picturecopies.h"
#include "practice/practicespeed.h"
#include "settings/runchoices.h"
#include "settings/theme.h"

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QStringList>

#include <memory>
#include <optional>

namespace ContactSheet {

/// Where the window and its parts stood, in the forms that their widgets keep; empty where nothing is known.
struct WindowLayout
{
    QByteArray geometry = {};
    QByteArray docks = {};
    QByteArray timing = {}; ///< The widths within the timing dock.

    friend bool operator==(const WindowLayout &, const WindowLayout &) = default;
};

/**
 * What the program remembers from one start to the next: one table of keys, each with its default and its
 * range, in settings.cpp.
 *
 * What the file holds is not trusted: a value that means nothing is taken for its default, and named by
 * misread(). Keys to services never come here. Lives in the main thread.
 */
class Settings final
{
    Q_DISABLE_COPY_MOVE(Settings)

public:
    /// \a store holds the values.
    explicit Settings(std::unique_ptr<QSettings> store);
    ~Settings();

    /// The person's own settings. A file that is no settings file is put aside before it is written to.
    [[nodiscard]] static std::unique_ptr<QSettings> personalStore();

    /// The keys whose values meant nothing when they were read, in the order in which they were.
    [[nodiscard]] const QStringList &misread() const { return m_misread; }

    [[nodiscard]] RunChoices choices();
    void setChoices(const RunChoices &choices);

    /// What \a service was found to take of \a model, as far as that is known.
    [[nodiscard]] LearnedLimits learnedLimits(const QString &service, const QString &model);
    /// Keeps \a limits; what is missing in them stays as it was known.
    void noteLearnedLimits(const QString &service, const QString &model, const LearnedLimits &limits);

    /// Where the key store of the system was given keys: each a keyPlace(), and never a key.
    [[nodiscard]] QStringList storedKeys();
    void setStoredKeys(const QStringList &places);

    [[nodiscard]] WindowLayout layout();
    void setLayout(const WindowLayout &layout);

    [[nodiscard]] Theme theme();
    void setTheme(Theme theme);

    [[nodiscard]] PracticeSpeed practiceSpeed();
    void setPracticeSpeed(PracticeSpeed speed);

    /// The width of a tile in device-independent pixels; nothing where none was chosen.
    [[nodiscard]] std::optional<int> tileSize();
    void setTileSize(int size);

    [[nodiscard]] bool isTimingTableShown();
    void setTimingTableShown(bool isShown);

    /// Whether the waterfall has a line for each place at once, not for each request.
    [[nodiscard]] bool isTimingByPlace();
    void setTimingByPlace(bool isByPlace);

    [[nodiscard]] bool areDetailsShown();
    void setDetailsShown(bool areShown);

    [[nodiscard]] CopyChoices copies();
    void setCopies(const CopyChoices &copies);

private:
    template<typename Value, typename Read>
    [[nodiscard]] Value read(const QString &key, const Value &otherwise, Read understand);
    [[nodiscard]] bool readBool(const QString &key, bool otherwise);
    [[nodiscard]] QString readText(const QString &key, const QString &otherwise = {});

    std::unique_ptr<QSettings> m_store;
    QStringList m_misread;
};

} // namespace ContactSheet
