#include "ui/widgets/runnotifier.h"

#include <QRegularExpression>
#include <QTest>
#include <QWidget>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRunNotifier : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void tellsOnlyOfLongRunsToThoseWhoAreElsewhere();
    void showsMarkupAsTheTextItIs();
    void staysQuietWhereTheDesktopHasNoNotifications();
};

void TestRunNotifier::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestRunNotifier::tellsOnlyOfLongRunsToThoseWhoAreElsewhere()
{
    QVERIFY(isWorthNotifying(false, 30'001ms));
    QVERIFY(isWorthNotifying(false, 2h));
    QVERIFY(!isWorthNotifying(false, 30s));
    QVERIFY(!isWorthNotifying(false, 0ms));
    QVERIFY(!isWorthNotifying(true, 2h));
}

void TestRunNotifier::showsMarkupAsTheTextItIs()
{
    QCOMPARE(notificationBody(u"10 images in 31 s"_s), u"10 images in 31 s"_s);
#if !defined(Q_OS_WIN) && !defined(Q_OS_MACOS)
    QCOMPARE(notificationBody(u"<img src=\"x\"> & more"_s), u"&lt;img src=&quot;x&quot;&gt; &amp; more"_s);
#endif
}

void TestRunNotifier::staysQuietWhereTheDesktopHasNoNotifications()
{
    QWidget window;
    RunNotifier notifier(&window);
    notifier.notifyRunEnded(u"Robot dog journey"_s, u"10 images in 31 s"_s, 31s);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    notifier.notifyRunEnded(u"Robot dog journey"_s, u"10 images in 31 s"_s, 31s);
    QVERIFY(window.isActiveWindow());
}

QTEST_MAIN(TestRunNotifier)

#include "tst_runnotifier.moc"
