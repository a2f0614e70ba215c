#include "services/servicecatalog.h"
#include "ui/services/servicepanel.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

using Keeping = SessionKeys::Keeping;

namespace {

const QByteArray CanaryKey = "sk-canary-7f3a91c2d4e5f60718293a4b";

/// The panel as it is opened, and everything that it reports.
struct Bench
{
    explicit Bench(const QString &service, const SessionKeys &keys = SessionKeys(), RunChoices choices = {})
    {
        choices.service = service;
        panel.setAccounts(choices, keys);
        panel.show();
    }

    template<typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return panel.findChild<Widget *>(QString::fromLatin1(name));
    }

    /// Types \a text into \a field and goes on to the next one.
    void type(QLineEdit *field, const QString &text)
    {
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Tab);
    }

    void clickTest() { QTest::mouseClick(find<QAbstractButton>("testButton"), Qt::LeftButton); }

    [[nodiscard]] QString textOf(const char *label) const
    {
        const auto *found = find<QLabel>(label);
        return found->isVisible() ? found->text() : QString();
    }

    ServicePanel panel;
    QSignalSpy accounts{&panel, &ServicePanel::accountChanged};
    QSignalSpy requested{&panel, &ServicePanel::testRequested};
    QSignalSpy cancelled{&panel, &ServicePanel::testCancelled};
    QSignalSpy models{&panel, &ServicePanel::modelsFound};
    QListWidget *list = find<QListWidget>("serviceList");
    QLineEdit *address = find<QLineEdit>("addressField");
    QLineEdit *key = find<QLineEdit>("keyField");
    QCheckBox *plainHttp = find<QCheckBox>("plainHttpSwitch");
    QAbstractButton *forget = find<QAbstractButton>("forgetButton");
    QAbstractButton *test = find<QAbstractButton>("testButton");
};

/// Everything that a person, a screen reader or a picture of the screen could find in \a root.
QString everythingShown(QWidget *root)
{
    QStringList all;
    QList<QWidget *> widgets = root->findChildren<QWidget *>();
    widgets.prepend(root);
    for (QWidget *widget : std::as_const(widgets)) {
        all << widget->toolTip() << widget->statusTip() << widget->whatsThis() << widget->windowTitle()
            << widget->accessibleName() << widget->accessibleDescription() << widget->objectName();
        for (const QByteArray &name : widget->dynamicPropertyNames())
            all << widget->property(name.constData()).toString();
        for (const char *property : {"text", "displayText", "placeholderText", "selectedText"})
            all << widget->property(property).toString();
        if (QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget)) {
            for (const QAccessible::Text text :
                 {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
                all << accessible->text(text);
        }
    }
    return all.join(u'\n');
}

SessionKeys keysOfEnvironment()
{
    QProcessEnvironment environment;
    environment.insert(u"OPENAI_API_KEY"_s, QString::fromLatin1(CanaryKey));
    return SessionKeys(environment);
}

} // namespace

class TestServicePanel : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void saysWhatPracticeNeeds();
    void takesAKeyAndShowsItNowhere();
    void saysThatAKeyOfTheEnvironmentIsInUse();
    void forgetsAKey();
    void asksForAKeyThatIsStored();
    void takesNoKeyThatCanBeNone();
    void keepsAKeyToTheAddressThatItWasTypedFor();
    void saysWhatIsWrongWithAnAddress();
    void asksBeforePlainHttpAndWarnsForGood();
    void takesLimitsOfEachServiceAlone();
    void asksForWhatIsMissingBeforeATest();
    void testsWhatStandsThere();
    void saysHowATestEnded();
    void cancelsATest();
    void dropsATestOfWhatIsNoLongerShown();
    void takesWhatWasTypedWhenItCloses();
    void showsForeignWordsAsText();
    void isReachedByTheKeyboardAndNamed();
};

void TestServicePanel::init()
{
    // A platform without a display cannot restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestServicePanel::saysWhatPracticeNeeds()
{
    Bench bench(u"practice"_s);
    QVERIFY(!bench.address->isVisible() && !bench.key->isVisible() && !bench.forget->isVisible());
    bench.clickTest();
    QCOMPARE(bench.requested.size(), 1);
    QCOMPARE(bench.requested.at(0).at(0).value<ServiceAccount>().service, u"practice"_s);
    bench.panel.showTestResult(ProbeResult{.models = {u"practice-painter"_s}});
    QCOMPARE(bench.textOf("testResult"),
             u"The practice service runs within this program and needs no key."_s);
    QVERIFY(bench.models.isEmpty());
}

void TestServicePanel::takesAKeyAndShowsItNowhere()
{
    Bench bench(u"openai"_s);
    QCOMPARE(bench.key->echoMode(), QLineEdit::Password);
    QCOMPARE(bench.textOf("keyState"), u"Kept until the program is closed."_s);
    bench.type(bench.key, QString::fromLatin1(CanaryKey));

    QCOMPARE(bench.accounts.size(), 1);
    QCOMPARE(bench.accounts.at(0).at(0).toString(), u"openai"_s);
    QCOMPARE(bench.accounts.at(0).at(1).toString(), QString());
    QCOMPARE(bench.accounts.at(0).at(3).value<Secret>().bytes(), CanaryKey);
    QCOMPARE(bench.panel.keys().key(*findService(u"openai"_s), findService(u"openai"_s)->baseUrl).bytes(),
             CanaryKey);
    bench.clickTest();
    for (const ProbeOutcome &outcome :
         {ProbeOutcome(ProbeResult{}), ProbeOutcome(Error{.message = u"no"_s, .detail = u"none"_s})}) {
        QVERIFY(!everythingShown(&bench.panel).contains(u"canary"));
        bench.panel.showTestResult(outcome);
        QVERIFY(!everythingShown(&bench.panel).contains(u"canary"));
    }
    bench.key->undo();
    QVERIFY(!everythingShown(&bench.panel).contains(u"canary"));
    QVERIFY(bench.textOf("keyState").startsWith(u"A key for this address is in use"));

    // Also while it is typed, nothing but the field itself knows it.
    bench.key->setFocus();
    QTest::keyClicks(bench.key, QString::fromLatin1(CanaryKey));
    QVERIFY(!bench.key->displayText().contains(u"canary"));
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(bench.key);
    QVERIFY(!accessible->text(QAccessible::Value).contains(u"canary"));
}

void TestServicePanel::saysThatAKeyOfTheEnvironmentIsInUse()
{
    Bench bench(u"openai"_s, keysOfEnvironment());
    QCOMPARE(bench.textOf("keyState"), u"A key from OPENAI_API_KEY is in use."_s);
    QVERIFY(!bench.forget->isVisible());
    QVERIFY(!everythingShown(&bench.panel).contains(u"canary"));
    bench.type(bench.address, u"https://proxy.example/v1"_s);
    QCOMPARE(bench.textOf("keyState"), u"Kept until the program is closed."_s);
    QVERIFY(bench.accounts.last().at(3).value<Secret>().isEmpty());
}

void TestServicePanel::forgetsAKey()
{
    Bench bench(u"openai"_s, keysOfEnvironment());
    bench.type(bench.key, u"sk-canary-other"_s);
    QVERIFY(bench.forget->isVisible());
    QTest::mouseClick(bench.forget, Qt::LeftButton);
    QCOMPARE(bench.accounts.size(), 2);
    QCOMPARE(bench.accounts.last().at(3).value<Secret>().bytes(), CanaryKey);
    QCOMPARE(bench.textOf("keyState"), u"A key from OPENAI_API_KEY is in use."_s);
}

void TestServicePanel::asksForAKeyThatIsStored()
{
    const ServiceProfile &openAi = *findService(u"openai"_s);
    SessionKeys keys;
    keys.setKeeping(keyPlace(openAi, openAi.baseUrl), Keeping::Unread);
    Bench bench(u"practice"_s, keys);
    QSignalSpy needed(&bench.panel, &ServicePanel::keyNeeded);
    connect(&bench.panel, &ServicePanel::keyNeeded, &bench.panel, [&] {
        keys.setKeeping(keyPlace(openAi, openAi.baseUrl), Keeping::Reading);
        bench.panel.setKeys(keys);
    });
    bench.list->setCurrentRow(2);
    QVERIFY(needed.isEmpty());
    bench.list->setCurrentRow(1);
    QCOMPARE(needed.size(), 1);
    QCOMPARE(needed.at(0).at(0).toString(), u"openai"_s);
    QCOMPARE(needed.at(0).at(1).toUrl(), openAi.baseUrl);
    QCOMPARE(bench.textOf("keyState"), u"Looking for the key in the key store of this computer…"_s);
    QCOMPARE(bench.key->accessibleDescription(), bench.textOf("keyState"));
    keys.setKeeping(keyPlace(openAi, openAi.baseUrl), Keeping::NotRemoved);
    QVERIFY(!bench.forget->isVisible());
    bench.panel.setKeys(keys);
    QVERIFY(bench.forget->isVisible());

    keys.setTyped(openAi, openAi.baseUrl, Secret(CanaryKey));
    keys.setKeeping(keyPlace(openAi, openAi.baseUrl), Keeping::Kept);
    bench.panel.setKeys(keys);
    QVERIFY(!everythingShown(&bench.panel).contains(u"canary"));
    bench.clickTest();
    QCOMPARE(bench.requested.at(0).at(0).value<ServiceAccount>().key.bytes(), CanaryKey);
    QCOMPARE(needed.size(), 1);
    QSignalSpy forgotten(&bench.panel, &ServicePanel::keyForgotten);
    QTest::mouseClick(bench.forget, Qt::LeftButton);
    QCOMPARE(forgotten.size(), 1);
    QCOMPARE(forgotten.at(0).at(1).toUrl(), openAi.baseUrl);
}

void TestServicePanel::takesNoKeyThatCanBeNone()
{
    Bench bench(u"openai"_s);
    bench.type(bench.key, u"sk-canary and more"_s);
    QCOMPARE(bench.textOf("keyState"), u"This holds characters that no key has. Paste the key again."_s);
    QVERIFY(bench.accounts.isEmpty());
    bench.clickTest();
    QVERIFY(bench.requested.isEmpty());
}

void TestServicePanel::keepsAKeyToTheAddressThatItWasTypedFor()
{
    Bench bench(u"compatible"_s);
    QVERIFY(!bench.key->isEnabled());
    bench.type(bench.address, u"https://one.example"_s);
    bench.type(bench.key, QString::fromLatin1(CanaryKey));
    bench.type(bench.address, u"https://two.example"_s);
    QVERIFY(bench.accounts.last().at(3).value<Secret>().isEmpty());
    bench.clickTest();
    QVERIFY(bench.requested.at(0).at(0).value<ServiceAccount>().key.isEmpty());
    bench.type(bench.address, u"https://one.example/other"_s);
    QCOMPARE(bench.accounts.last().at(3).value<Secret>().bytes(), CanaryKey);
}

void TestServicePanel::saysWhatIsWrongWithAnAddress()
{
    Bench bench(u"compatible"_s);
    bench.type(bench.address, u"https://images.example/?key=1"_s);
    QCOMPARE(bench.textOf("addressProblem"),
             u"The address of the service has something after “?” or “#”. Take it out."_s);
    QCOMPARE(bench.address->accessibleDescription(), bench.textOf("addressProblem"));
    bench.clickTest();
    QVERIFY(bench.accounts.isEmpty() && bench.requested.isEmpty());
    bench.type(bench.address, u"https://images.example"_s);
    QVERIFY(bench.textOf("addressProblem").isEmpty());
    QCOMPARE(bench.accounts.size(), 1);
    QCOMPARE(bench.accounts.at(0).at(1).toString(), u"https://images.example"_s);
}

void TestServicePanel::asksBeforePlainHttpAndWarnsForGood()
{
    Bench bench(u"compatible"_s);
    bench.type(bench.address, u"http://127.0.0.1:8080"_s);
    QVERIFY(!bench.plainHttp->isVisible() && bench.textOf("addressProblem").isEmpty());

    bench.type(bench.address, u"http://big.local:7860"_s);
    QCOMPARE(bench.accounts.size(), 1);
    QVERIFY(bench.textOf("addressProblem").contains(u"allow plain http to this host"));
    QVERIFY(bench.plainHttp->isVisible() && !bench.plainHttp->isChecked());
    QTest::mouseClick(bench.plainHttp, Qt::LeftButton, {}, QPoint(8, bench.plainHttp->height() / 2));
    QVERIFY(bench.textOf("addressProblem").isEmpty());
    QVERIFY(bench.textOf("plainHttpWarning").startsWith(u"Warning: "));
    QCOMPARE(bench.accounts.last().at(1).toString(), u"http://big.local:7860"_s);
    QCOMPARE(bench.accounts.last().at(2).toStringList(), QStringList{u"big.local"_s});

    bench.list->setCurrentRow(0);
    QVERIFY(bench.textOf("plainHttpWarning").isEmpty());
    bench.list->setCurrentRow(2);
    QVERIFY(!bench.textOf("plainHttpWarning").isEmpty());
    QTest::mouseClick(bench.plainHttp, Qt::LeftButton, {}, QPoint(8, bench.plainHttp->height() / 2));
    QVERIFY(bench.accounts.last().at(2).toStringList().isEmpty());
    QVERIFY(!bench.textOf("addressProblem").isEmpty());
}

void TestServicePanel::takesLimitsOfEachServiceAlone()
{
    RunChoices choices;
    choices.rateLimits = {{u"openai"_s, {.requestsPerMinute = 50}}};
    Bench bench(u"openai"_s, SessionKeys(), choices);
    QSignalSpy changed(&bench.panel, &ServicePanel::rateLimitsChanged);
    auto *requests = bench.find<QLineEdit>("requestsPerMinuteField");
    auto *images = bench.find<QLineEdit>("imagesPerMinuteField");
    QCOMPARE(requests->text(), u"50"_s);
    QCOMPARE(images->text(), QString());
    QCOMPARE(images->placeholderText(), u"no limit"_s);
    QCOMPARE(images->accessibleName(), u"Images a minute"_s);

    bench.type(images, u"1x2"_s); // Only what can be a limit can be typed.
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.last().at(0).toString(), u"openai"_s);
    QCOMPARE(changed.last().at(1).value<RateLimits>(),
             (RateLimits{.requestsPerMinute = 50, .imagesPerMinute = 12}));
    bench.type(images, u"999999"_s);
    QCOMPARE(images->text(), u"100000"_s);
    bench.type(images, u"0"_s);
    QCOMPARE(images->text(), QString());
    requests->clear();
    requests->setFocus();
    QTest::keyClick(requests, Qt::Key_Tab);
    QVERIFY(images->hasFocus());
    QCOMPARE(changed.last().at(1).value<RateLimits>(), RateLimits());
    QVERIFY(bench.accounts.isEmpty());

    bench.list->setCurrentRow(2);
    QVERIFY(requests->isVisible() && requests->text().isEmpty());
    bench.type(requests, u"7"_s);
    QCOMPARE(changed.last().at(0).toString(), u"compatible"_s);
    bench.list->setCurrentRow(0);
    QVERIFY(!requests->isVisible()); // What is drawn on this computer needs none.
    bench.list->setCurrentRow(2);
    QCOMPARE(requests->text(), u"7"_s);
    requests->setFocus();
    requests->setText(u"8"_s);
    bench.panel.hide(); // What is typed counts, however the panel is left.
    QCOMPARE(changed.last().at(1).value<RateLimits>().requestsPerMinute, 8);
}

void TestServicePanel::asksForWhatIsMissingBeforeATest()
{
    Bench bench(u"openai"_s);
    bench.clickTest();
    QCOMPARE(bench.textOf("testResult"), u"Type the key first."_s);
    bench.list->setCurrentRow(2);
    QVERIFY(bench.textOf("testResult").isEmpty());
    bench.clickTest();
    QCOMPARE(bench.textOf("testResult"), u"Type the address of the server first."_s);
    QVERIFY(bench.requested.isEmpty());
}

void TestServicePanel::testsWhatStandsThere()
{
    Bench bench(u"openai"_s);
    QVERIFY(QTest::qWaitForWindowActive(&bench.panel));
    bench.key->setFocus();
    QTest::keyClicks(bench.key, QString::fromLatin1(CanaryKey));
    QTest::keyClick(bench.key, Qt::Key_Return); // The button is the panel's own.
    QCOMPARE(bench.requested.size(), 1);
    QCOMPARE(bench.requested.at(0).at(0).value<ServiceAccount>(),
             (ServiceAccount{.service = u"openai"_s,
                             .serviceName = u"OpenAI"_s,
                             .baseUrl = QUrl(u"https://api.openai.com/v1"_s),
                             .key = Secret(CanaryKey)}));
    QCOMPARE(bench.textOf("testResult"), u"Testing…"_s);
    QCOMPARE(bench.accounts.size(), 1);
}

void TestServicePanel::saysHowATestEnded()
{
    Bench bench(u"openai"_s, keysOfEnvironment(), {.options = {.model = u"gpt-image-2"_s}});
    bench.clickTest();
    bench.panel.showTestResult(ProbeResult{.models = {u"gpt-image-1-mini"_s, u"gpt-image-2"_s}});
    QCOMPARE(bench.textOf("testResult"),
             u"OpenAI accepted the key. It lists 2 image models; gpt-image-2 is among them."_s);
    QCOMPARE(bench.models.size(), 1);
    QCOMPARE(bench.models.at(0).at(1).toStringList().size(), 2);
    QCOMPARE(bench.test->text(), u"Test"_s);

    bench.clickTest();
    bench.panel.showTestResult(Error{
        .kind = Error::Kind::Key, .message = u"OpenAI did not accept the key."_s, .detail = u"wrong"_s});
    QCOMPARE(bench.textOf("testResult"), u"OpenAI did not accept the key."_s);
    QCOMPARE(bench.textOf("testDetail"), u"Details: wrong"_s);
    bench.panel.showTestResult(ProbeResult{}); // Of a test that nobody waits for.
    QCOMPARE(bench.textOf("testResult"), u"OpenAI did not accept the key."_s);
}

void TestServicePanel::cancelsATest()
{
    Bench bench(u"openai"_s, keysOfEnvironment());
    bench.clickTest();
    QCOMPARE(bench.test->text(), u"Cancel Test"_s);
    bench.clickTest();
    QCOMPARE(bench.cancelled.size(), 1);
    QCOMPARE(bench.textOf("testResult"), u"Cancelled."_s);
    bench.panel.showTestResult(ProbeResult{});
    QCOMPARE(bench.textOf("testResult"), u"Cancelled."_s);
    bench.clickTest();
    bench.panel.close();
    QCOMPARE(bench.cancelled.size(), 2);
}

void TestServicePanel::dropsATestOfWhatIsNoLongerShown()
{
    Bench bench(u"openai"_s, keysOfEnvironment());
    bench.clickTest();
    bench.list->setCurrentRow(0);
    QCOMPARE(bench.cancelled.size(), 1);
    bench.list->setCurrentRow(1);
    bench.clickTest();
    bench.type(bench.key, u"sk-canary-other"_s);
    QCOMPARE(bench.cancelled.size(), 2);
    QVERIFY(bench.textOf("testResult").isEmpty());
}

void TestServicePanel::takesWhatWasTypedWhenItCloses()
{
    Bench bench(u"compatible"_s);
    QVERIFY(QTest::qWaitForWindowActive(&bench.panel));
    bench.address->setFocus();
    QTest::keyClicks(bench.address, u"https://images.example"_s);
    QTest::keyClick(bench.address, Qt::Key_Escape);
    QVERIFY(!bench.panel.isVisible());
    QCOMPARE(bench.accounts.size(), 1);
    QCOMPARE(bench.accounts.at(0).at(1).toString(), u"https://images.example"_s);
    QCOMPARE(bench.panel.isModal(), false);
}

void TestServicePanel::showsForeignWordsAsText()
{
    Bench bench(u"openai"_s, keysOfEnvironment(), {.options = {.model = u"<b>m</b>"_s}});
    bench.clickTest();
    bench.panel.showTestResult(Error{.message = u"<b>no</b>"_s, .detail = u"<img src='x.png'>"_s});
    QCOMPARE(bench.textOf("testDetail"), u"Details: <img src='x.png'>"_s);
    for (const QLabel *label : bench.panel.findChildren<QLabel *>())
        QVERIFY2(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'),
                 qPrintable(label->text()));
}

void TestServicePanel::isReachedByTheKeyboardAndNamed()
{
    Bench bench(u"compatible"_s, SessionKeys(),
                {.baseUrls = {{u"compatible"_s, u"http://big.local"_s}},
                 .plainHttpHosts = {{u"compatible"_s, {u"big.local"_s}}}});
    QVERIFY(QTest::qWaitForWindowActive(&bench.panel));
    bench.list->setFocus();
    QStringList order;
    for (int i = 0; i < 7; ++i) {
        QWidget *focus = bench.panel.focusWidget();
        order.append(focus->objectName());
        QVERIFY2(!QAccessible::queryAccessibleInterface(focus)->text(QAccessible::Name).isEmpty(),
                 qPrintable(order.last()));
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    QCOMPARE(order,
             (QStringList{u"serviceList"_s, u"addressField"_s, u"plainHttpSwitch"_s, u"keyField"_s,
                          u"requestsPerMinuteField"_s, u"imagesPerMinuteField"_s, u"testButton"_s}));
}

QTEST_MAIN(TestServicePanel)
#include "tst_servicepanel.moc"
