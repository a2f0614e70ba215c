#include "settings/settings.h"

#include "services/servicecatalog.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// The keys, in one place; docs and tests read them from the file that the program writes.
namespace Key {
const QString service = u"run/service"_s;
const QString model = u"run/model"_s;
const QString size = u"run/size"_s;
const QString quality = u"run/quality"_s;
const QString mode = u"run/mode"_s;
const QString atOnce = u"run/at_once"_s;
const QString isAtOnceAutomatic = u"run/at_once_auto"_s;
const QString baseUrls = u"services/base_urls"_s;
const QString plainHttpHosts = u"services/plain_http_hosts"_s;
const QString previews = u"services/previews"_s;
const QString rateLimits = u"services/rate_limits"_s;
const QString learnedLimits = u"services/learned_limits"_s;
const QString storedKeys = u"services/stored_keys"_s;
const QString practiceSpeed = u"services/practice_speed"_s;
const QString geometry = u"window/geometry"_s;
const QString docks = u"window/docks"_s;
const QString timingWidths = u"window/timing"_s;
const QString theme = u"window/theme"_s;
const QString tileSize = u"gallery/tile_size"_s;
const QString timingTable = u"timing/table"_s;
const QString timingByPlace = u"timing/by_place"_s;
const QString details = u"viewer/details"_s;
const QString copyFolder = u"copies/folder"_s;
const QString copyForm = u"copies/form"_s;
const QString copyQuality = u"copies/quality"_s;
const QString copyNames = u"copies/names"_s;
} // namespace Key

/// Longer than anything that a person types into one of these fields.
constexpr qsizetype LongestText = 4096;

/// More models of one service than anybody uses.
constexpr qsizetype MostLearnedModels = 100;

template<typename Choice>
using Words = QList<std::pair<Choice, QString>>;

const Words<PressMode> &modeWords()
{
    static const Words<PressMode> words{{PressMode::Sequential, u"sequential"_s},
                                        {PressMode::Parallel, u"parallel"_s},
                                        {PressMode::Both, u"both"_s}};
    return words;
}

const Words<Theme> &themeWords()
{
    static const Words<Theme> words{
        {Theme::System, u"system"_s}, {Theme::Light, u"light"_s}, {Theme::Dark, u"dark"_s}};
    return words;
}

const Words<CopyForm> &formWords()
{
    static const Words<CopyForm> words{{CopyForm::Original, u"original"_s},
                                       {CopyForm::Png, u"png"_s},
                                       {CopyForm::Jpeg, u"jpeg"_s},
                                       {CopyForm::Webp, u"webp"_s}};
    return words;
}

template<typename Choice>
std::optional<Choice> choiceOf(const Words<Choice> &words, const QVariant &stored)
{
    for (const auto &[choice, word] : words) {
        if (word == stored.toString())
            return choice;
    }
    return std::nullopt;
}

template<typename Choice>
QString wordOf(const Words<Choice> &words, Choice wanted)
{
    for (const auto &[choice, word] : words) {
        if (choice == wanted)
            return word;
    }
    Q_UNREACHABLE();
    return {};
}

std::optional<int> numberWithin(const QVariant &stored, int least, int most)
{
    bool isNumber = false;
    const int number = stored.toInt(&isNumber);
    return isNumber && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

/// A size as it is written, or an empty one where none is chosen.
std::optional<QSize> sizeOf(const QVariant &stored)
{
    static const QRegularExpression form(u"^([1-9]\\d{0,4})x([1-9]\\d{0,4})$"_s);
    if (stored.toString().isEmpty())
        return QSize();
    const QRegularExpressionMatch match = form.match(stored.toString());
    if (!match.hasMatch())
        return std::nullopt;
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

std::optional<QJsonObject> storedObject(const QVariant &stored)
{
    const QJsonDocument document = QJsonDocument::fromJson(stored.toString().toUtf8());
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

/// The limit \a name of \a limits, or nothing where there is none that means something.
std::optional<int> limitOf(const QJsonObject &limits, const QString &name)
{
    return numberWithin(limits.value(name).toVariant(), RateLimits::Fewest, RateLimits::Most);
}

RateLimits rateLimitsOf(const QJsonObject &limits)
{
    return {.requestsPerMinute = limitOf(limits, u"requests_per_minute"_s),
            .imagesPerMinute = limitOf(limits, u"images_per_minute"_s)};
}

QJsonObject objectOf(const RateLimits &limits)
{
    QJsonObject object;
    if (limits.requestsPerMinute)
        object.insert(u"requests_per_minute"_s, *limits.requestsPerMinute);
    if (limits.imagesPerMinute)
        object.insert(u"images_per_minute"_s, *limits.imagesPerMinute);
    return object;
}

/// Whether each line of \a bytes is one of an INI file: a section, a comment, or a key with its value.
bool isSettingsText(const QByteArray &bytes)
{
    const QList<QByteArray> lines = bytes.split('\n');
    return std::all_of(lines.begin(), lines.end(), [](const QByteArray &line) {
        const QByteArray text = line.trimmed();
        const bool isSection = text.startsWith('[') && text.endsWith(']');
        return text.isEmpty() || text.startsWith(';') || isSection || text.indexOf('=') > 0;
    });
}

QString textOf(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

Settings::Settings(std::unique_ptr<QSettings> store)
    : m_store(std::move(store))
{}

Settings::~Settings() = default;

std::unique_ptr<QSettings> Settings::personalStore()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    const QString path = folder % u"/settings.ini"_s;
    QFile file(path);
    // QSettings drops in silence what it does not understand, at the first value that it writes.
    if (file.open(QIODevice::ReadOnly) && !isSettingsText(file.readAll())) {
        QFile::remove(path % u".unreadable"_s);
        QFile::copy(path, path % u".unreadable"_s);
    }
    return std::make_unique<QSettings>(path, QSettings::IniFormat);
}

template<typename Value, typename Read>
Value Settings::read(const QString &key, const Value &otherwise, Read understand)
{
    if (!m_store->contains(key))
        return otherwise;
    if (std::optional<Value> value = understand(m_store->value(key)))
        return *std::move(value);
    if (!m_misread.contains(key))
        m_misread.append(key);
    return otherwise;
}

bool Settings::readBool(const QString &key, bool otherwise)
{
    return read(key, otherwise, [](const QVariant &stored) -> std::optional<bool> {
        const QString word = stored.toString();
        return word == u"true" || word == u"false" ? std::optional(word == u"true") : std::nullopt;
    });
}

QString Settings::readText(const QString &key, const QString &otherwise)
{
    return read(key, otherwise, [](const QVariant &stored) -> std::optional<QString> {
        const QString text = stored.toString();
        const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
        return isPlain && text.size() <= LongestText ? std::optional(text) : std::nullopt;
    });
}

RunChoices Settings::choices()
{
    RunChoices choices;
    choices.service =
        read(Key::service, serviceCatalog().first().id, [](const QVariant &stored) -> std::optional<QString> {
            const ServiceProfile *service = findService(stored.toString());
            return service ? std::optional(service->id) : std::nullopt;
        });
    const ServiceProfile &service = *findService(choices.service);
    choices.options.model = readText(Key::model, service.defaultModel);
    const QSize size = read(Key::size, service.defaultSize.value_or(QSize()), sizeOf);
    choices.options.size = size.isEmpty() ? std::nullopt : std::optional(size);
    choices.options.quality = readText(Key::quality);
    choices.mode = read(Key::mode, PressMode::Parallel,
                        [](const QVariant &stored) { return choiceOf(modeWords(), stored); });
    choices.atOnce = read(Key::atOnce, choices.atOnce, [](const QVariant &stored) {
        return numberWithin(stored, FewestAtOnce, MostAtOnce);
    });
    choices.isAtOnceAutomatic = readBool(Key::isAtOnceAutomatic, choices.isAtOnceAutomatic);
    const QJsonObject urls = read(Key::baseUrls, QJsonObject(), storedObject);
    for (auto url = urls.begin(); url != urls.end(); ++url) {
        if (findService(url.key()) && !url->toString().isEmpty())
            choices.baseUrls.insert(url.key(), url->toString().left(LongestText));
    }
    const QJsonObject hosts = read(Key::plainHttpHosts, QJsonObject(), storedObject);
    for (auto host = hosts.begin(); host != hosts.end(); ++host) {
        const QStringList names = host->toVariant().toStringList();
        if (findService(host.key()) && !names.isEmpty())
            choices.plainHttpHosts.insert(host.key(), names);
    }
    const QJsonObject previews = read(Key::previews, QJsonObject(), storedObject);
    for (auto wish = previews.begin(); wish != previews.end(); ++wish) {
        if (findService(wish.key()) && wish->isBool())
            choices.previews.insert(wish.key(), wish->toBool());
    }
    const QJsonObject limits = read(Key::rateLimits, QJsonObject(), storedObject);
    for (auto limit = limits.begin(); limit != limits.end(); ++limit) {
        const RateLimits read = rateLimitsOf(limit->toObject());
        if (findService(limit.key()) && read != RateLimits())
            choices.rateLimits.insert(limit.key(), read);
    }
    return choices;
}

void Settings::setChoices(const RunChoices &choices)
{
    m_store->setValue(Key::service, choices.service);
    m_store->setValue(Key::model, choices.options.model);
    m_store->setValue(Key::size, choices.options.size ? sizeText(*choices.options.size) : QString());
    m_store->setValue(Key::quality, choices.options.quality);
    m_store->setValue(Key::mode, wordOf(modeWords(), choices.mode));
    m_store->setValue(Key::atOnce, choices.atOnce);
    m_store->setValue(Key::isAtOnceAutomatic, choices.isAtOnceAutomatic);
    QJsonObject urls;
    for (auto url = choices.baseUrls.begin(); url != choices.baseUrls.end(); ++url)
        urls.insert(url.key(), url.value());
    m_store->setValue(Key::baseUrls, textOf(urls));
    QJsonObject hosts;
    for (auto host = choices.plainHttpHosts.begin(); host != choices.plainHttpHosts.end(); ++host)
        hosts.insert(host.key(), QJsonArray::fromStringList(host.value()));
    m_store->setValue(Key::plainHttpHosts, textOf(hosts));
    QJsonObject previews;
    for (auto wish = choices.previews.begin(); wish != choices.previews.end(); ++wish)
        previews.insert(wish.key(), wish.value());
    m_store->setValue(Key::previews, textOf(previews));
    QJsonObject limits;
    for (auto limit = choices.rateLimits.begin(); limit != choices.rateLimits.end(); ++limit) {
        if (limit.value() != RateLimits())
            limits.insert(limit.key(), objectOf(limit.value()));
    }
    m_store->setValue(Key::rateLimits, textOf(limits));
}

LearnedLimits Settings::learnedLimits(const QString &service, const QString &model)
{
    const QJsonObject all = read(Key::learnedLimits, QJsonObject(), storedObject);
    const QJsonObject learned = all.value(service).toObject().value(model).toObject();
    return {.atOnce = numberWithin(learned.value(u"at_once"_s).toVariant(), FewestAtOnce, MostAtOnce),
            .rates = rateLimitsOf(learned)};
}

void Settings::noteLearnedLimits(const QString &service, const QString &model, const LearnedLimits &limits)
{
    QJsonObject all = read(Key::learnedLimits, QJsonObject(), storedObject);
    QJsonObject ofService = all.value(service).toObject();
    // Models of a server that anybody may name would pile up.
    if (!ofService.contains(model) && ofService.size() >= MostLearnedModels)
        ofService.erase(ofService.begin());
    QJsonObject learned = ofService.value(model).toObject();
    const QJsonObject rates = objectOf(limits.rates);
    for (auto rate = rates.begin(); rate != rates.end(); ++rate)
        learned.insert(rate.key(), rate.value());
    if (limits.atOnce)
        learned.insert(u"at_once"_s, *limits.atOnce);
    ofService.insert(model, learned);
    all.insert(service, ofService);
    m_store->setValue(Key::learnedLimits, textOf(all));
}

QStringList Settings::storedKeys()
{
    const auto understand = [](const QVariant &stored) -> std::optional<QStringList> {
        const QJsonDocument document = QJsonDocument::fromJson(stored.toString().toUtf8());
        if (!document.isArray())
            return std::nullopt;
        QStringList places;
        for (const QVariant &place : document.array().toVariantList()) {
            const QString text = place.toString();
            if (findService(text.section(u' ', 0, 0)) && text.size() <= LongestText)
                places.append(text);
        }
        return places;
    };
    return read(Key::storedKeys, QStringList(), understand);
}

void Settings::setStoredKeys(const QStringList &places)
{
    const QJsonDocument document(QJsonArray::fromStringList(places));
    m_store->setValue(Key::storedKeys, QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
}

WindowLayout Settings::layout()
{
    // What these hold is checked by the widgets that take them.
    return {.geometry = m_store->value(Key::geometry).toByteArray(),
            .docks = m_store->value(Key::docks).toByteArray(),
            .timing = m_store->value(Key::timingWidths).toByteArray()};
}

void Settings::setLayout(const WindowLayout &layout)
{
    m_store->setValue(Key::geometry, layout.geometry);
    m_store->setValue(Key::docks, layout.docks);
    m_store->setValue(Key::timingWidths, layout.timing);
}

Theme Settings::theme()
{
    return read(Key::theme, Theme::System,
                [](const QVariant &stored) { return choiceOf(themeWords(), stored); });
}

void Settings::setTheme(Theme theme)
{
    m_store->setValue(Key::theme, wordOf(themeWords(), theme));
}

PracticeSpeed Settings::practiceSpeed()
{
    return read(Key::practiceSpeed, PracticeSpeed::Quick,
                [](const QVariant &stored) { return practiceSpeedFromKeyword(stored.toString()); });
}

void Settings::setPracticeSpeed(PracticeSpeed speed)
{
    m_store->setValue(Key::practiceSpeed, keyword(speed));
}

std::optional<int> Settings::tileSize()
{
    // The view knows the sizes that it can show; here is only what no view can.
    const int size =
        read(Key::tileSize, 0, [](const QVariant &stored) { return numberWithin(stored, 1, 4096); });
    return size == 0 ? std::nullopt : std::optional(size);
}

void Settings::setTileSize(int size)
{
    m_store->setValue(Key::tileSize, size);
}

bool Settings::isTimingTableShown()
{
    return readBool(Key::timingTable, false);
}

void Settings::setTimingTableShown(bool isShown)
{
    m_store->setValue(Key::timingTable, isShown);
}

bool Settings::isTimingByPlace()
{
    return readBool(Key::timingByPlace, false);
}

void Settings::setTimingByPlace(bool isByPlace)
{
    m_store->setValue(Key::timingByPlace, isByPlace);
}

bool Settings::areDetailsShown()
{
    return readBool(Key::details, true);
}

void Settings::setDetailsShown(bool areShown)
{
    m_store->setValue(Key::details, areShown);
}

CopyChoices Settings::copies()
{
    const CopyChoices first;
    return {.folder = readText(Key::copyFolder),
            .form = read(Key::copyForm, first.form,
                         [](const QVariant &stored) { return choiceOf(formWords(), stored); }),
            .quality = read(Key::copyQuality, first.quality,
                            [](const QVariant &stored) {
                                return numberWithin(stored, CopyChoices::LowestQuality,
                                                    CopyChoices::HighestQuality);
                            }),
            .names = readText(Key::copyNames, first.names)};
}

void Settings::setCopies(const CopyChoices &copies)
{
    m_store->setValue(Key::copyFolder, copies.folder);
    m_store->setValue(Key::copyForm, wordOf(formWords(), copies.form));
    m_store->setValue(Key::copyQuality, copies.quality);
    m_store->setValue(Key::copyNames, copies.names);
}

} // namespace ContactSheet
