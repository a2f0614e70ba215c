#include "commandline/generatearguments.h"

#include "services/servicecatalog.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(GenerateArguments)
};

constexpr int MostCopies = 1000;
constexpr int LongestTimeout = 24 * 60 * 60;
constexpr int LongestSide = 16384;

QStringList serviceIds()
{
    QStringList ids;
    for (const ServiceProfile &service : serviceCatalog())
        ids.append(service.id);
    return ids;
}

void addOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const QString &name, const QString &description, const QString &value) {
        parser.addOption(QCommandLineOption(name, description, value));
    };
    add(u"prompts"_s, Texts::tr("Read the prompts from FILE, one a line; - reads the standard input."),
        u"FILE"_s);
    add(u"list-name"_s, Texts::tr("What the list is called; pictures are named after it."), u"NAME"_s);
    add(u"service"_s, Texts::tr("Who makes the pictures: %1.").arg(serviceIds().join(u", "_s)), u"SERVICE"_s);
    add(u"base-url"_s, Texts::tr("The address of the server, such as http://127.0.0.1:8080/v1."), u"URL"_s);
    add(u"model"_s, Texts::tr("The model to use."), u"MODEL"_s);
    add(u"size"_s, Texts::tr("The size of the pictures, such as 1024x1024."), u"WxH"_s);
    add(u"quality"_s, Texts::tr("The quality, as the model names it: low, medium, high, …"), u"QUALITY"_s);
    add(u"count"_s, Texts::tr("Pictures of each prompt (1 to %1).").arg(MostCopies), u"N"_s);
    add(u"mode"_s, Texts::tr("sequential, parallel, or both: one after another, then at once."), u"MODE"_s);
    add(u"at-once"_s,
        Texts::tr("Requests under way at once (%1 to %2), or auto: the program finds the number.")
            .arg(FewestAtOnce)
            .arg(MostAtOnce),
        u"K"_s);
    add(u"requests-per-minute"_s, Texts::tr("Send no more requests than this in a minute."), u"N"_s);
    add(u"images-per-minute"_s, Texts::tr("Order no more pictures than this in a minute."), u"N"_s);
    add(u"out"_s, Texts::tr("The folder for the pictures; by default a new one in the library."),
        u"FOLDER"_s);
    add(u"resume"_s,
        Texts::tr("Go on with the run in FOLDER: save what had arrived, order what is missing and cannot "
                  "have been charged."),
        u"FOLDER"_s);
    add(u"name"_s, Texts::tr("How files are named; by default {list}_{index}."), u"TEMPLATE"_s);
    add(u"allow-http"_s, Texts::tr("Allow plain http to HOST, which protects neither prompts nor key."),
        u"HOST"_s);
    add(u"speed"_s, Texts::tr("Of the practice service: instant, quick, lifelike or trouble."), u"SPEED"_s);
    add(u"timeout"_s, Texts::tr("How long one request may take."), u"SECONDS"_s);
    add(u"report"_s, Texts::tr("Write what happened, and when, to FILE as JSON."), u"FILE"_s);
    add(u"timing-csv"_s, Texts::tr("Write the times of the pictures to FILE as a table."), u"FILE"_s);
    add(u"trace"_s, Texts::tr("Write the times to FILE for chrome://tracing or Perfetto."), u"FILE"_s);
    parser.addOption(QCommandLineOption(u"quiet"_s, Texts::tr("Print errors only.")));
    parser.addOption(QCommandLineOption({u"h"_s, u"help"_s}, Texts::tr("Print this help.")));
    parser.addPositionalArgument(
        u"PROMPT"_s, Texts::tr("What a picture should show; {red|blue} makes one of each."), u"[PROMPT …]"_s);
}

Error wrongUsage(const QString &message)
{
    return {.kind = Error::Kind::BadRequest,
            .message = message % u' ' % Texts::tr("“contactsheet generate --help” lists the options.")};
}

/// Reads the values of options one by one and remembers the first that is wrong.
class OptionReader
{
public:
    explicit OptionReader(const QCommandLineParser &parser)
        : m_parser(parser)
    {}

    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    void fail(const QString &message)
    {
        if (!m_error)
            m_error = wrongUsage(message);
    }

    [[nodiscard]] bool isSet(const QString &name) const { return m_parser.isSet(name); }

    /// The text of \a name, which may be given once and not empty.
    [[nodiscard]] QString text(const QString &name)
    {
        const QStringList values = m_parser.values(name);
        if (values.size() > 1)
            fail(Texts::tr("--%1 is given more than once.").arg(name));
        if (!values.isEmpty() && values.last().isEmpty())
            fail(Texts::tr("--%1 needs a value.").arg(name));
        return values.isEmpty() ? QString() : values.last();
    }

    /// The texts of \a name, which may be given several times, each time not empty.
    [[nodiscard]] QStringList texts(const QString &name)
    {
        const QStringList values = m_parser.values(name);
        if (values.contains(QString()))
            fail(Texts::tr("--%1 needs a value.").arg(name));
        return values;
    }

    /// The whole number \a name between \a least and \a most, or \a otherwise where it is not given;
    /// \a word is what may stand there as well.
    [[nodiscard]] int number(const QString &name, int least, int most, int otherwise,
                             const QString &word = {})
    {
        const QString value = text(name);
        if (value.isNull())
            return otherwise;
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        if (!isNumber || number < least || number > most) {
            const QString numbers = Texts::tr("a whole number from %1 to %2").arg(least).arg(most);
            const QString taken = word.isEmpty() ? numbers : Texts::tr("%1 or %2").arg(word, numbers);
            fail(Texts::tr("--%1 takes %2, not “%3”.").arg(name, taken, value));
        }
        return number;
    }

    /// The whole number \a name within the range of rate limits, or nothing where it is not given.
    [[nodiscard]] std::optional<int> rateLimit(const QString &name)
    {
        return isSet(name) ? std::optional(number(name, RateLimits::Fewest, RateLimits::Most, 1))
                           : std::nullopt;
    }

    /// Which of \a words the option \a name holds, or \a otherwise where it is not given.
    [[nodiscard]] qsizetype choice(const QString &name, const QStringList &words, qsizetype otherwise)
    {
        const QString value = text(name);
        if (value.isNull())
            return otherwise;
        const qsizetype found = words.indexOf(value);
        if (found < 0)
            fail(Texts::tr("--%1 takes %2, not “%3”.").arg(name, words.join(u", "_s), value));
        return std::max<qsizetype>(found, 0);
    }

    [[nodiscard]] std::optional<QSize> size(const QString &name)
    {
        const QString value = text(name);
        if (value.isNull())
            return std::nullopt;
        static const QRegularExpression form(u"^([1-9][0-9]{0,4})x([1-9][0-9]{0,4})$"_s);
        const QRegularExpressionMatch match = form.match(value);
        const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
        if (!match.hasMatch() || size.width() > LongestSide || size.height() > LongestSide)
            fail(Texts::tr("--%1 takes a width and a height in pixels, such as 1024x768, not “%2”.")
                     .arg(name, value));
        return size;
    }

private:
    const QCommandLineParser &m_parser;
    std::optional<Error> m_error = {};
};

/// The options that say what to make, which a run that goes on has written in its journal.
QStringList optionsOfOrders()
{
    return {u"prompts"_s, u"list-name"_s, u"service"_s, u"model"_s, u"size"_s, u"quality"_s,
            u"count"_s,   u"mode"_s,      u"at-once"_s, u"out"_s,   u"name"_s};
}

/// Options that say something about others must go with them.
void checkCombinations(OptionReader &options, const GenerateArguments &read)
{
    if (!read.resumedFolder.isEmpty()) {
        if (!read.prompts.isEmpty())
            options.fail(Texts::tr("--resume takes its prompts from the journal in the folder, no others."));
        for (const QString &name : optionsOfOrders()) {
            if (options.isSet(name))
                options.fail(Texts::tr("--%1 does not go with --resume: the journal in the folder says what "
                                       "was ordered.")
                                 .arg(name));
        }
        return; // Of which service a --speed is, the journal says.
    }
    if (!read.prompts.isEmpty() && !read.promptsFile.isEmpty())
        options.fail(Texts::tr("Prompts are given on the command line and by --prompts. Use one of them."));
    if (options.isSet(u"speed"_s) && read.service != u"practice")
        options.fail(Texts::tr("--speed belongs to the practice service, not to %1.").arg(read.service));
    if (options.isSet(u"at-once"_s) && read.mode == PressMode::Sequential)
        options.fail(Texts::tr("--at-once goes with --mode parallel or both; sequential is one at a time."));
}

} // namespace

Result<GenerateArguments> readGenerateArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QStringList{u"contactsheet generate"_s} + arguments))
        return wrongUsage(parser.errorText());

    OptionReader options(parser);
    GenerateArguments read;
    read.wantsHelp = parser.isSet(u"help"_s);
    read.isQuiet = parser.isSet(u"quiet"_s);
    read.prompts = parser.positionalArguments();
    read.promptsFile = options.text(u"prompts"_s);
    read.listName = options.text(u"list-name"_s);
    read.service = serviceIds().at(options.choice(u"service"_s, serviceIds(), 0));
    read.baseUrl = options.text(u"base-url"_s);
    if (options.isSet(u"model"_s))
        read.model = options.text(u"model"_s);
    read.size = options.size(u"size"_s);
    read.quality = options.text(u"quality"_s);
    read.copies = options.number(u"count"_s, 1, MostCopies, 1);
    constexpr PressMode Modes[] = {PressMode::Sequential, PressMode::Parallel, PressMode::Both};
    read.mode = Modes[options.choice(u"mode"_s, {u"sequential"_s, u"parallel"_s, u"both"_s}, 1)];
    read.isAtOnceAutomatic = options.text(u"at-once"_s) == u"auto";
    if (!read.isAtOnceAutomatic)
        read.atOnce = options.number(u"at-once"_s, FewestAtOnce, MostAtOnce, read.atOnce, u"auto"_s);
    read.rateLimits = {.requestsPerMinute = options.rateLimit(u"requests-per-minute"_s),
                       .imagesPerMinute = options.rateLimit(u"images-per-minute"_s)};
    read.folder = options.text(u"out"_s);
    read.resumedFolder = options.text(u"resume"_s);
    read.plainHttpHosts = options.texts(u"allow-http"_s);
    constexpr PracticeSpeed Speeds[] = {PracticeSpeed::Instant, PracticeSpeed::Quick, PracticeSpeed::Lifelike,
                                        PracticeSpeed::Trouble};
    read.speed =
        Speeds[options.choice(u"speed"_s, {u"instant"_s, u"quick"_s, u"lifelike"_s, u"trouble"_s}, 1)];
    if (options.isSet(u"timeout"_s))
        read.timeout = std::chrono::seconds(options.number(u"timeout"_s, 1, LongestTimeout, 1));
    read.reportFile = options.text(u"report"_s);
    read.timingCsvFile = options.text(u"timing-csv"_s);
    read.traceFile = options.text(u"trace"_s);
    if (options.isSet(u"name"_s)) {
        const Result<NameTemplate> names = NameTemplate::parse(options.text(u"name"_s));
        if (names)
            read.names = names.value();
        else
            options.fail(names.error().message);
    }
    checkCombinations(options, read);
    if (options.error() && !read.wantsHelp)
        return *options.error();
    return read;
}

QString generateHelp()
{
    QCommandLineParser parser;
    addOptions(parser);
    parser.setApplicationDescription(Texts::tr(
        "Makes one picture of each prompt and says where the time went.\n"
        "Without a prompt it takes the sample list; without --service the practice service draws the "
        "pictures on this computer, with no key and no network.\n"
        "Keys come from the environment: CONTACTSHEET_API_KEY, or OPENAI_API_KEY for OpenAI itself.\n"
        "Exit status: 0 every picture saved, 1 some not, 2 wrong usage or settings, 130 interrupted."));
    QString help = parser.helpText();
    // Qt names the program alone; the command belongs to it.
    const qsizetype options = help.indexOf(u"[options]"_s);
    return options < 0 ? help : help.insert(options, u"generate "_s);
}

} // namespace ContactSheet
