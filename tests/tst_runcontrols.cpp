#include "services/servicecatalog.h"
#include "ui/services/choicebox.h"
#include "ui/services/controlcolours.h"
#include "ui/services/modeswitch.h"
#include "ui/services/runcontrols.h"
#include "ui/timing/timingcolours.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(ContactSheet::RunChoices)

namespace {

RunChoices choicesOf(const QString &service, const ImageOptions &options,
                     PressMode mode = PressMode::Parallel)
{
    return {.service = service, .options = options, .mode = mode, .atOnce = 8};
}

RunChoices openAiChoices(const QString &model = u"gpt-image-1-mini"_s, QSize size = {1024, 1024})
{
    return choicesOf(u"openai"_s, {.model = model, .size = size, .quality = u"medium"_s});
}

/// The controls in a window, with their actions, and everything that they report.
struct Bench
{
    explicit Bench(const RunChoices &choices = openAiChoices(), int width = 1440)
    {
        controls.setGenerateAction(&generate);
        controls.setStopAction(&stop);
        controls.setStopMenu({&stopWaiting, &stopEverything});
        controls.setPictureCount(10);
        controls.setChoices(choices);
        controls.resize(width, controls.sizeHint().height());
        controls.show();
    }

    template<typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return controls.findChild<Widget *>(QString::fromLatin1(name));
    }

    void pick(ChoiceBox *box, const QString &text) const
    {
        const int row = box->findText(text);
        QVERIFY2(row >= 0, qPrintable(text));
        box->setFocus();
        // As the list does when a person has picked a row.
        box->setCurrentIndex(row);
        emit box->activated(row);
    }

    void type(ChoiceBox *box, const QString &text) const
    {
        box->lineEdit()->setFocus();
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), text);
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    }

    QAction generate{u"Generate"_s};
    QAction stop{u"Stop"_s};
    QAction stopWaiting{u"Stop Waiting Images"_s};
    QAction stopEverything{u"Stop Everything"_s};
    RunControls controls;
    QSignalSpy changed{&controls, &RunControls::choicesChanged};
    QSignalSpy atOnceChanged{&controls, &RunControls::atOnceChanged};
    QSignalSpy problems{&controls, &RunControls::problemChanged};
    QAbstractButton *generateButton = find<QAbstractButton>("generateButton");
    QSpinBox *atOnce = find<QSpinBox>("atOnceSpinBox");
    ChoiceBox *service = find<ChoiceBox>("serviceBox");
    ChoiceBox *model = find<ChoiceBox>("modelBox");
    ChoiceBox *size = find<ChoiceBox>("sizeBox");
    ChoiceBox *quality = find<ChoiceBox>("qualityBox");
};

} // namespace

class TestRunControls : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void generatesTheNumberThatItSays();
    void stopsInMoreThanOneWay();
    void showsChoicesWithoutReportingThem();
    void choosesAModeWithMouseAndArrowKeys();
    void saysWhyThereIsNoNumberAtOnce();
    void changesTheNumberAtOnceOfARun();
    void offersWhatTheModelCanDo();
    void namesWhatDoesNotFitAndChangesNothing();
    void namesAModelThatIsShutDown();
    void takesATypedSize();
    void takesATypedModelOfACompatibleServer();
    void offersTheModelsThatAServiceLists();
    void remembersWhatWasChosenForEachService();
    void doesNotChangeByScrolling();
    void clipsNothing_data();
    void clipsNothing();
    void fitsWithLargerLetters();
    void isReachedByTheKeyboardAndNamed();
    void canBeReadOnEveryAccent_data();
    void canBeReadOnEveryAccent();
};

void TestRunControls::init()
{
    // A platform without a display cannot restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestRunControls::generatesTheNumberThatItSays()
{
    Bench bench;
    QSignalSpy triggered(&bench.generate, &QAction::triggered);
    QCOMPARE(bench.generateButton->text(), u"Generate 10 images"_s);
    bench.controls.setPictureCount(1);
    QCOMPARE(bench.generateButton->text(), u"Generate 1 image"_s);
    bench.controls.setPictureCount(0);
    QCOMPARE(bench.generateButton->text(), u"Generate"_s);

    QTest::mouseClick(bench.generateButton, Qt::LeftButton);
    QCOMPARE(triggered.size(), 1);
    bench.generate.setEnabled(false);
    QVERIFY(!bench.generateButton->isEnabled());
    QTest::mouseClick(bench.generateButton, Qt::LeftButton);
    QCOMPARE(triggered.size(), 1);
}

void TestRunControls::stopsInMoreThanOneWay()
{
    Bench bench;
    auto *button = bench.find<QToolButton>("stopButton");
    QSignalSpy triggered(&bench.stop, &QAction::triggered);
    QCOMPARE(button->text(), u"Stop"_s);
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
    QCOMPARE(triggered.size(), 1);
    QCOMPARE(button->menu()->actions(), (QList<QAction *>{&bench.stopWaiting, &bench.stopEverything}));
    bench.controls.setStopMenu({&bench.stopEverything});
    QCOMPARE(button->menu()->actions().size(), 1);
}

void TestRunControls::showsChoicesWithoutReportingThem()
{
    const RunChoices choices = openAiChoices(u"gpt-image-2"_s, {1536, 864});
    Bench bench(choices);
    QCOMPARE(bench.controls.choices(), choices);
    QCOMPARE(bench.model->currentText(), u"gpt-image-2"_s);
    QCOMPARE(bench.size->currentText(), u"1536 × 864"_s);
    QCOMPARE(bench.quality->currentText(), u"Medium"_s);
    QCOMPARE(bench.atOnce->value(), 8);
    QVERIFY(bench.changed.isEmpty() && bench.problems.isEmpty());
    QVERIFY(bench.controls.problem().isEmpty());
}

void TestRunControls::choosesAModeWithMouseAndArrowKeys()
{
    Bench bench;
    auto *modes = bench.controls.findChild<ModeSwitch *>();
    QTest::mouseClick(bench.find<QAbstractButton>("bothButton"), Qt::LeftButton);
    QCOMPARE(bench.controls.choices().mode, PressMode::Both);
    QTest::keyClick(bench.find<QAbstractButton>("bothButton"), Qt::Key_Left);
    QCOMPARE(bench.controls.choices().mode, PressMode::Parallel);
    QTest::keyClick(bench.find<QAbstractButton>("parallelButton"), Qt::Key_Left);
    QCOMPARE(modes->mode(), PressMode::Sequential);
    QCOMPARE(bench.changed.size(), 3);
    QVERIFY(!bench.find<QAbstractButton>("parallelButton")->isChecked());
    QAccessibleInterface *sequential =
        QAccessible::queryAccessibleInterface(bench.find<QAbstractButton>("sequentialButton"));
    QCOMPARE(sequential->role(), QAccessible::RadioButton);
    QVERIFY(sequential->state().checked);
}

void TestRunControls::saysWhyThereIsNoNumberAtOnce()
{
    Bench bench(choicesOf(u"practice"_s, {.model = u"practice-painter"_s}, PressMode::Sequential));
    QVERIFY(!bench.atOnce->isEnabled());
    QVERIFY(bench.atOnce->toolTip().contains(u"one image after another"));
    QTest::mouseClick(bench.find<QAbstractButton>("bothButton"), Qt::LeftButton);
    QVERIFY(bench.atOnce->isEnabled());
    QCOMPARE(bench.atOnce->maximum(), 100);
}

void TestRunControls::changesTheNumberAtOnceOfARun()
{
    Bench bench;
    QTest::keyClick(bench.atOnce, Qt::Key_Up);
    QCOMPARE(bench.controls.choices().atOnce, 9);
    QVERIFY(bench.atOnceChanged.isEmpty());
    bench.controls.setRunning(true);
    QTest::keyClick(bench.atOnce, Qt::Key_Up);
    QCOMPARE(bench.atOnceChanged.size(), 1);
    QCOMPARE(bench.atOnceChanged.at(0).at(0).toInt(), 10);
    QCOMPARE(bench.changed.size(), 2);

    bench.atOnce->selectAll();
    QTest::keyClicks(bench.atOnce, u"12"_s);
    QCOMPARE(bench.atOnceChanged.size(), 1); // Not one first, and then twelve.
    QTest::keyClick(bench.atOnce, Qt::Key_Return);
    QCOMPARE(bench.atOnceChanged.last().at(0).toInt(), 12);
}

void TestRunControls::offersWhatTheModelCanDo()
{
    Bench bench;
    QCOMPARE(bench.model->count(), findService(u"openai"_s)->codec->models().size());
    QCOMPARE(bench.size->count(), 4); // Three sizes and Automatic.
    QVERIFY(bench.quality->findText(u"Maximum"_s) < 0);
    QVERIFY(!bench.size->isEditable());

    bench.pick(bench.model, u"gpt-image-2.5-flare"_s);
    QVERIFY(bench.size->findText(u"3840 × 2160"_s) > 0);
    QVERIFY(bench.size->isEditable());
    QVERIFY(bench.quality->findText(u"Maximum"_s) > 0);
    bench.pick(bench.size, u"3840 × 2160"_s);
    bench.pick(bench.quality, u"Automatic"_s);
    QCOMPARE(bench.controls.choices().options,
             (ImageOptions{.model = u"gpt-image-2.5-flare"_s, .size = QSize(3840, 2160)}));
    bench.pick(bench.size, u"Automatic"_s);
    QVERIFY(!bench.controls.choices().options.size);

    bench.pick(bench.service, u"Practice"_s);
    QVERIFY(!bench.quality->isVisible());
    QVERIFY(bench.problems.isEmpty());
}

void TestRunControls::namesWhatDoesNotFitAndChangesNothing()
{
    Bench bench(openAiChoices(u"gpt-image-2.5-flare"_s, {1536, 864}));
    bench.pick(bench.quality, u"Maximum"_s);
    QVERIFY(bench.problems.isEmpty());

    bench.pick(bench.model, u"gpt-image-1-mini"_s);
    const QString sentence = bench.controls.problem();
    QVERIFY2(sentence.startsWith(u"This model does not make pictures of 1536x864. Choose one of"),
             qPrintable(sentence));
    QCOMPARE(bench.problems.size(), 1);
    QCOMPARE(bench.problems.at(0).at(0).toString(), sentence);
    QCOMPARE(bench.size->accessibleDescription(), sentence);
    QVERIFY(bench.size->toolTip().contains(u"1536x864"));
    QVERIFY(!bench.size->itemIcon(bench.size->currentIndex()).isNull());
    QVERIFY(bench.quality->accessibleDescription().contains(u"max"));
    QCOMPARE(bench.controls.choices().options,
             (ImageOptions{.model = u"gpt-image-1-mini"_s, .size = QSize(1536, 864), .quality = u"max"_s}));
    QCOMPARE(bench.size->currentText(), u"1536 × 864"_s);
    QCOMPARE(bench.quality->currentText(), u"Maximum"_s);

    bench.pick(bench.size, u"1024 × 1024"_s);
    QVERIFY(bench.controls.problem().contains(u"“max”"));
    bench.pick(bench.quality, u"High"_s);
    QVERIFY(bench.controls.problem().isEmpty());
    QVERIFY(bench.quality->accessibleDescription().isEmpty());
    QVERIFY(bench.quality->itemIcon(bench.quality->currentIndex()).isNull());
    QVERIFY(bench.quality->findText(u"Maximum"_s) < 0);
}

void TestRunControls::namesAModelThatIsShutDown()
{
    Bench bench(openAiChoices(u"gpt-image-1"_s));
    QVERIFY(bench.controls.problem().contains(u"shut down the model gpt-image-1"));
    QCOMPARE(bench.model->currentText(), u"gpt-image-1"_s);
    QCOMPARE(bench.controls.choices().options.model, u"gpt-image-1"_s);
}

void TestRunControls::takesATypedSize()
{
    Bench bench(choicesOf(u"practice"_s, {.model = u"practice-painter"_s, .size = QSize(1024, 1024)}));
    bench.type(bench.size, u"640x480"_s);
    QCOMPARE(bench.controls.choices().options.size, QSize(640, 480));
    QCOMPARE(bench.size->currentText(), u"640 × 480"_s);
    QCOMPARE(bench.changed.size(), 1);

    bench.type(bench.size, u"4000x4000"_s);
    QVERIFY(bench.controls.problem().contains(u"4000x4000 is too large"));
    bench.type(bench.size, u"large"_s);
    QCOMPARE(bench.controls.problem(),
             u"“large” is no size. Write a width and a height in pixels, such as 1024 × 768."_s);
    QCOMPARE(bench.size->currentText(), u"large"_s);
    bench.type(bench.size, u"512 × 512"_s);
    QCOMPARE(bench.controls.choices().options.size, QSize(512, 512));
    QVERIFY(bench.controls.problem().isEmpty());
}

void TestRunControls::takesATypedModelOfACompatibleServer()
{
    Bench bench;
    bench.pick(bench.service, u"Compatible"_s);
    QCOMPARE(bench.controls.choices().options, ImageOptions{});
    bench.type(bench.model, u" flux.1 "_s);
    QCOMPARE(bench.controls.choices().options.model, u"flux.1"_s);
    QCOMPARE(bench.model->currentText(), u"flux.1"_s);
}

void TestRunControls::offersTheModelsThatAServiceLists()
{
    Bench bench(choicesOf(u"compatible"_s, {.model = u"mine"_s}));
    bench.controls.setOfferedModels(u"compatible"_s, {u"flux"_s, u"sd-1.5"_s});
    bench.controls.setOfferedModels(u"openai"_s, {u"gpt-image-2"_s});
    QCOMPARE(bench.model->currentText(), u"mine"_s); // It stays, though it is not listed.
    QVERIFY(bench.changed.isEmpty());
    bench.pick(bench.model, u"sd-1.5"_s);
    QCOMPARE(bench.controls.choices().options.model, u"sd-1.5"_s);

    bench.model->lineEdit()->setFocus();
    bench.model->lineEdit()->selectAll();
    QTest::keyClicks(bench.model->lineEdit(), u"flux-pro"_s);
    bench.controls.setOfferedModels(u"compatible"_s, {u"flux"_s, u"sd-1.5"_s, u"sd-3"_s}); // While one types.
    QTest::keyClick(bench.model->lineEdit(), Qt::Key_Return);
    QCOMPARE(bench.controls.choices().options.model, u"flux-pro"_s);
    bench.pick(bench.service, u"OpenAI"_s);
    QCOMPARE(bench.model->count(), 2); // The listed one, and the chosen one.
}

void TestRunControls::remembersWhatWasChosenForEachService()
{
    Bench bench(openAiChoices(u"gpt-image-2"_s, {1536, 864}));
    bench.pick(bench.service, u"Practice"_s);
    QCOMPARE(bench.controls.choices().options.model, u"practice-painter"_s);
    bench.pick(bench.size, u"512 × 512"_s);
    bench.pick(bench.service, u"OpenAI"_s);
    QCOMPARE(bench.controls.choices().options, openAiChoices(u"gpt-image-2"_s, {1536, 864}).options);
    bench.pick(bench.service, u"Practice"_s);
    QCOMPARE(bench.controls.choices().options.size, QSize(512, 512));
}

void TestRunControls::doesNotChangeByScrolling()
{
    Bench bench;
    bench.model->setFocus();
    const QPointF middle = QRectF(bench.model->rect()).center();
    QWheelEvent event(middle, bench.model->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(bench.model, &event);
    QVERIFY(bench.changed.isEmpty());
    QCOMPARE(bench.model->currentText(), u"gpt-image-1-mini"_s);
}

void TestRunControls::clipsNothing_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<RunChoices>("choices");

    for (const int width : {1024, 1440}) {
        QTest::addRow("usual, %d", width) << width << openAiChoices();
        QTest::addRow("with signs, %d", width)
            << width
            << choicesOf(
                   u"openai"_s,
                   {.model = u"gpt-image-2.5-sunburst"_s, .size = QSize(1000, 1000), .quality = u"xhigh"_s});
        QTest::addRow("compatible, %d", width) << width << choicesOf(u"compatible"_s, {.model = u"flux"_s});
    }
}

void TestRunControls::clipsNothing()
{
    QFETCH(const int, width);
    QFETCH(const RunChoices, choices);
    Bench bench(choices, width);
    bench.controls.setPictureCount(12'345);
    QVERIFY(QTest::qWaitForWindowExposed(&bench.controls));
    QCoreApplication::processEvents();

    QVERIFY2(bench.controls.minimumSizeHint().width() <= width,
             qPrintable(QString::number(bench.controls.minimumSizeHint().width())));
    QList<QRect> places;
    for (QWidget *part : bench.controls.findChildren<QWidget *>()) {
        if (!part->isVisible() || part->focusPolicy() == Qt::NoFocus || part->inherits("QLineEdit"))
            continue;
        const QRect place(part->mapTo(&bench.controls, QPoint()), part->size());
        QVERIFY2(bench.controls.rect().contains(place), qPrintable(part->objectName()));
        QVERIFY2(part->width() >= part->minimumSizeHint().width(), qPrintable(part->objectName()));
        for (const QRect &other : std::as_const(places))
            QVERIFY2(!other.intersects(place), qPrintable(part->objectName()));
        places.append(place);
    }
    QVERIFY(places.size() >= 9);
    if (bench.size->isEditable())
        QVERIFY(bench.size->lineEdit()->width()
                > bench.size->fontMetrics().horizontalAdvance(bench.size->currentText()));
}

void TestRunControls::fitsWithLargerLetters()
{
    Bench bench(openAiChoices(), 1024);
    QFont large = bench.controls.font();
    large.setPixelSize(15);
    bench.controls.setFont(large);
    QVERIFY2(bench.controls.minimumSizeHint().width() <= 1024,
             qPrintable(QString::number(bench.controls.minimumSizeHint().width())));
    QTRY_COMPARE(bench.generateButton->text(), u"Generate 10"_s);
    QCOMPARE(bench.generateButton->accessibleName(), u"Generate 10 images"_s);
    const QWidget *last = bench.find<QWidget>("servicesButton");
    QTRY_VERIFY(bench.controls.rect().contains(QRect(last->mapTo(&bench.controls, QPoint()), last->size())));
    bench.controls.resize(1440, bench.controls.height());
    QTRY_COMPARE(bench.generateButton->text(), u"Generate 10 images"_s);
}

void TestRunControls::isReachedByTheKeyboardAndNamed()
{
    Bench bench;
    QSignalSpy requested(&bench.controls, &RunControls::servicesRequested);
    bench.generateButton->setFocus();
    QStringList order;
    for (int i = 0; i < 9; ++i) {
        QWidget *focus = bench.controls.focusWidget();
        order.append(focus->objectName());
        QVERIFY2(!QAccessible::queryAccessibleInterface(focus)->text(QAccessible::Name).isEmpty(),
                 qPrintable(order.last()));
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    QCOMPARE(
        order,
        (QStringList{u"generateButton"_s, u"stopButton"_s, u"parallelButton"_s, u"atOnceSpinBox"_s,
                     u"serviceBox"_s, u"modelBox"_s, u"sizeBox"_s, u"qualityBox"_s, u"servicesButton"_s}));
    QTest::keyClick(bench.find<QToolButton>("servicesButton"), Qt::Key_Space);
    QCOMPARE(requested.size(), 1);
}

void TestRunControls::canBeReadOnEveryAccent_data()
{
    QTest::addColumn<QColor>("accent");
    QTest::addColumn<QColor>("text");

    QTest::newRow("orange") << QColor(0xc43e12) << QColor(Qt::white);
    QTest::newRow("light orange") << QColor(0xf87c3c) << QColor(Qt::black);
    QTest::newRow("Fusion's blue") << QColor(48, 140, 198) << QColor(Qt::white);
    QTest::newRow("yellow and white") << QColor(Qt::yellow) << QColor(Qt::white);
    QTest::newRow("dark and black") << QColor(0x202060) << QColor(Qt::black);
}

void TestRunControls::canBeReadOnEveryAccent()
{
    QFETCH(const QColor, accent);
    QFETCH(const QColor, text);
    for (const QColor &window : {QColor(0xf0f0ee), QColor(0x252527)}) {
        QPalette palette(window);
        palette.setColor(QPalette::Highlight, accent);
        palette.setColor(QPalette::HighlightedText, text);
        for (const SurfaceColours &colours : {primaryColours(palette), chosenColours(palette)})
            QVERIFY2(contrast(colours.surface, colours.text) >= 4.5, qPrintable(colours.surface.name()));
    }
}

QTEST_MAIN(TestRunControls)
#include "tst_runcontrols.moc"
