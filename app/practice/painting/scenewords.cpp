#include "practice/painting/scenewords.h"

#include <QHash>
#include <QString>

#include <algorithm>
#include <array>
#include <variant>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Colour
{
    QRgb value = 0;
};

using Meaning = std::variant<Subject, Setting, Daytime, Weather, Manner, Colour>;

struct Entry
{
    Meaning meaning;
    QStringView words; ///< In the singular, separated by spaces.
};

constexpr auto Entries = std::to_array<Entry>({
    {Subject::RobotDog, u"robodog"},
    {Subject::Dog, u"dog puppy hound"},
    {Subject::Robot, u"robot android"},
    {Subject::Cat, u"cat kitten"},
    {Subject::Fox, u"fox"},
    {Subject::Bird, u"bird seagull sparrow"},
    {Subject::Fish, u"fish goldfish"},
    {Subject::House, u"house home cabin cottage hut"},
    {Subject::Castle, u"castle palace fortress"},
    {Subject::Lighthouse, u"lighthouse"},
    {Subject::Bridge, u"bridge"},
    {Subject::Boat, u"boat ship sailboat"},
    {Subject::Car, u"car taxi"},
    {Subject::Rocket, u"rocket spaceship"},
    {Subject::Balloon, u"balloon"},
    {Subject::Tree, u"tree oak"},
    {Subject::Fir, u"fir pine"},
    {Subject::Cactus, u"cactus"},
    {Subject::Flower, u"flower rose tulip daisy"},

    {Setting::Laboratory, u"lab laboratory"},
    {Setting::City, u"city town street skyline"},
    {Setting::Meadow, u"meadow field hill park"},
    {Setting::Garden, u"garden"},
    {Setting::Forest, u"forest wood woodland"},
    {Setting::Mountains, u"mountain alp peak"},
    {Setting::Desert, u"desert dune"},
    {Setting::Sea, u"sea ocean beach coast harbour harbor"},
    {Setting::River, u"river lake"},
    {Setting::Underwater, u"underwater reef"},
    {Setting::Space, u"space galaxy planet mars"},

    {Daytime::Day, u"day noon sunny"},
    {Daytime::Sunrise, u"sunrise dawn morning"},
    {Daytime::Sunset, u"sunset dusk evening"},
    {Daytime::Night, u"night midnight moon moonlight star"},

    {Weather::Rain, u"rain rainy storm"},
    {Weather::Snow, u"snow snowy winter"},
    {Weather::Fog, u"fog foggy mist misty"},

    {Manner::Ink, u"ink"},
    {Manner::Watercolour, u"watercolour watercolor"},
    {Manner::Oil, u"oil"},

    {Colour{0xe2554a}, u"red"},
    {Colour{0xf28a3c}, u"orange"},
    {Colour{0xf5cf4a}, u"yellow"},
    {Colour{0xf0b93c}, u"gold golden"},
    {Colour{0x58b368}, u"green"},
    {Colour{0x4f8fe0}, u"blue"},
    {Colour{0x9468d0}, u"purple violet"},
    {Colour{0xf48fb1}, u"pink"},
    {Colour{0x9a6a4a}, u"brown"},
    {Colour{0xf6f3ee}, u"white"},
    {Colour{0x9aa0ac}, u"grey gray silver"},
    {Colour{0x3f3f52}, u"black"},
});

constexpr qsizetype MostSubjects = 4;
constexpr qsizetype LongestWord = 16;

QHash<QString, Meaning> makeDictionary()
{
    QHash<QString, Meaning> dictionary;
    for (const Entry &entry : Entries) {
        for (const QStringView word : entry.words.split(u' '))
            dictionary.insert(word.toString(), entry.meaning);
    }
    return dictionary;
}

std::optional<Meaning> meaningOf(const QString &word)
{
    static const QHash<QString, Meaning> dictionary = makeDictionary();
    QList<QString> forms{word};
    if (word.endsWith(u"ies"))
        forms.append(word.chopped(3) + u'y');
    if (word.endsWith(u"es"))
        forms.append(word.chopped(2));
    if (word.endsWith(u's'))
        forms.append(word.chopped(1));
    for (const QString &form : forms) {
        if (const auto found = dictionary.constFind(form); found != dictionary.constEnd())
            return *found;
    }
    return std::nullopt;
}

/// Takes one meaning after the other, in the order of the prompt.
class Reader
{
public:
    void operator()(Subject subject)
    {
        m_words.subjects.append({subject, std::exchange(m_words.colour, std::nullopt)});
    }
    void operator()(Setting setting) { keepFirst(m_words.setting, setting); }
    void operator()(Daytime daytime) { keepFirst(m_words.daytime, daytime); }
    void operator()(Weather weather) { keepFirst(m_words.weather, weather); }
    void operator()(Manner manner) { keepFirst(m_words.manner, manner); }
    void operator()(Colour colour) { m_words.colour = QColor(colour.value); }

    [[nodiscard]] SceneWords words() const
    {
        SceneWords words = m_words;
        joinRobotAndDog(words.subjects);
        QList<ColouredSubject> kinds;
        for (const ColouredSubject &subject : std::as_const(words.subjects)) {
            const bool known =
                std::any_of(kinds.cbegin(), kinds.cend(), [&subject](const ColouredSubject &kind) {
                    return kind.subject == subject.subject;
                });
            if (!known && kinds.size() < MostSubjects)
                kinds.append(subject);
        }
        words.subjects = kinds;
        return words;
    }

private:
    template<typename Value>
    static void keepFirst(std::optional<Value> &kept, Value value)
    {
        if (!kept)
            kept = value;
    }

    static void joinRobotAndDog(QList<ColouredSubject> &subjects)
    {
        const auto find = [&subjects](Subject wanted) {
            return std::find_if(subjects.begin(), subjects.end(), [wanted](const ColouredSubject &subject) {
                return subject.subject == wanted;
            });
        };
        const auto robot = find(Subject::Robot);
        const auto dog = find(Subject::Dog);
        if (robot == subjects.end() || dog == subjects.end())
            return;
        dog->subject = Subject::RobotDog;
        if (!dog->colour)
            dog->colour = robot->colour;
        subjects.erase(robot);
    }

    SceneWords m_words;
};

} // namespace

bool SceneWords::makeScene() const
{
    return setting || daytime || weather || !subjects.isEmpty();
}

SceneWords readSceneWords(QStringView prompt)
{
    Reader reader;
    for (qsizetype start = 0; start < prompt.size();) {
        qsizetype end = start;
        while (end < prompt.size() && prompt.at(end).isLetter())
            ++end;
        const qsizetype length = end - start;
        if (length > 0 && length <= LongestWord) {
            if (const auto meaning = meaningOf(prompt.sliced(start, length).toString().toLower()))
                std::visit(reader, *meaning);
        }
        start = end + 1;
    }
    return reader.words();
}

} // namespace ContactSheet
