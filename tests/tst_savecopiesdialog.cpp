#include "support/pictures.h"
#include "ui/gallery/savecopiesdialog.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// The dialog for \a count pictures.
struct Bench
{
    explicit Bench(int count)
    {
        QList<CopySource> sources;
        for (int i = 1; i <= count; ++i) {
            const QString file = pictures.filePath(u"%1.png"_s.arg(i));
            put(file, pictureBytes());
            sources.append({.file = file, .values = {.list = u"Robot dog"_s, .index = i}});
        }
        dialog.emplace(sources, CopyChoices{.folder = folder.path()}, &pool);
        copied.emplace(&*dialog, &SaveCopiesDialog::copied);
        dialog->open();
    }

    template<typename Widget>
    [[nodiscard]] Widget *part(const QString &name) const
    {
        return dialog->findChild<Widget *>(name);
    }
    void click(const QString &name) { QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton); }
    [[nodiscard]] bool isVisible(const QString &name) const { return part<QWidget>(name)->isVisible(); }
    [[nodiscard]] QString text(const QString &label) const { return part<QLabel>(label)->text(); }
    void type(const QString &field, const QString &text)
    {
        part<QLineEdit>(field)->selectAll();
        QTest::keyClicks(part<QLineEdit>(field), text);
    }
    void choose(CopyForm form)
    {
        auto *box = part<QComboBox>(u"formBox"_s);
        box->setFocus();
        while (box->currentData().value<CopyForm>() != form)
            QTest::keyClick(box, Qt::Key_Down);
    }
    [[nodiscard]] QStringList copies() const
    {
        return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    [[nodiscard]] CopyResult result() const { return copied->first().first().value<CopyResult>(); }

    QTemporaryDir pictures;
    QTemporaryDir folder;
    QThreadPool pool;
    std::optional<SaveCopiesDialog> dialog;
    std::optional<QSignalSpy> copied;
};

} // namespace

class TestSaveCopiesDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void savesWithOneClick();
    void showsAnExampleWhileOneTypes();
    void hasAQualityOnlyWhereItCounts();
    void asksBeforeItTouchesWhatIsThere_data();
    void asksBeforeItTouchesWhatIsThere();
    void takesAQuestionBackWhenTheChoicesChange();
    void staysWhereNothingCouldBeSaved();
    void stopsWhenItIsClosed();
    void letsEveryFieldBeReached();
};

void TestSaveCopiesDialog::init()
{
    // A platform without a display cannot raise or restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestSaveCopiesDialog::savesWithOneClick()
{
    Bench bench(2);
    QCOMPARE(bench.part<QPushButton>(u"saveButton"_s)->text(), u"Save 2 pictures"_s);
    bench.click(u"saveButton"_s);
    QTRY_COMPARE(bench.copied->size(), 1);
    QVERIFY(!bench.dialog->isVisible());
    QCOMPARE(bench.result().written.size(), 2);
    QCOMPARE(bench.copies(), (QStringList{u"robot_dog_1.png"_s, u"robot_dog_2.png"_s}));
}

void TestSaveCopiesDialog::showsAnExampleWhileOneTypes()
{
    Bench bench(2);
    const auto *save = bench.part<QPushButton>(u"saveButton"_s);
    QCOMPARE(bench.text(u"exampleLabel"_s), u"Example: robot_dog_1.png"_s);
    bench.type(u"namesField"_s, u"Dog {index"_s);
    QVERIFY(bench.text(u"exampleLabel"_s).contains(u"at column 5"_s));
    QVERIFY(!save->isEnabled());
    QTest::keyClicks(bench.part<QLineEdit>(u"namesField"_s), u"}"_s);
    QCOMPARE(bench.text(u"exampleLabel"_s), u"Example: Dog 1.png"_s);
    QVERIFY(save->isEnabled());
    bench.choose(CopyForm::Jpeg);
    QCOMPARE(bench.text(u"exampleLabel"_s), u"Example: Dog 1.jpg"_s);
    bench.part<QLineEdit>(u"folderField"_s)->clear();
    QVERIFY(!save->isEnabled());
}

void TestSaveCopiesDialog::hasAQualityOnlyWhereItCounts()
{
    Bench bench(1);
    const auto *quality = bench.part<QSpinBox>(u"qualityField"_s);
    for (const CopyForm form : {CopyForm::Original, CopyForm::Png, CopyForm::Jpeg, CopyForm::Webp}) {
        bench.choose(form);
        QCOMPARE(quality->isEnabled(), form == CopyForm::Jpeg || form == CopyForm::Webp);
    }
    bench.part<QSpinBox>(u"qualityField"_s)->setValue(31);
    QCOMPARE(bench.dialog->choices(),
             (CopyChoices{.folder = bench.folder.path(), .form = CopyForm::Webp, .quality = 31}));
    bench.click(u"saveButton"_s);
    QTRY_COMPARE(bench.copies(), QStringList{u"robot_dog_1.webp"_s});
}

void TestSaveCopiesDialog::asksBeforeItTouchesWhatIsThere_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<int>("files");
    QTest::addColumn<bool>("keepsMine");

    QTest::newRow("keep both") << u"keepBothButton"_s << 4 << true;
    QTest::newRow("replace") << u"replaceButton"_s << 3 << false;
    QTest::newRow("skip") << u"skipButton"_s << 3 << true;
}

void TestSaveCopiesDialog::asksBeforeItTouchesWhatIsThere()
{
    QFETCH(const QString, button);
    Bench bench(3);
    put(bench.folder.filePath(u"robot_dog_2.png"_s), "mine");
    QVERIFY(!bench.isVisible(button));

    bench.click(u"saveButton"_s);
    QTRY_VERIFY(bench.isVisible(button));
    QCOMPARE(bench.text(u"sentenceLabel"_s), u"1 of 3 files is there already."_s);
    QVERIFY(bench.part<QPushButton>(u"keepBothButton"_s)->isDefault());
    QVERIFY(!bench.isVisible(u"saveButton"_s));
    QCOMPARE(bench.copies().size(), 1);

    bench.click(button);
    QTRY_COMPARE(bench.copied->size(), 1);
    QTEST(int(bench.copies().size()), "files");
    QFile mine(bench.folder.filePath(u"robot_dog_2.png"_s));
    QVERIFY(mine.open(QIODevice::ReadOnly));
    QTEST(mine.readAll() == "mine", "keepsMine");
}

void TestSaveCopiesDialog::takesAQuestionBackWhenTheChoicesChange()
{
    Bench bench(1);
    put(bench.folder.filePath(u"robot_dog_1.png"_s), "mine");
    bench.click(u"saveButton"_s);
    QTRY_VERIFY(bench.isVisible(u"replaceButton"_s));
    bench.type(u"namesField"_s, u"other"_s);
    QVERIFY(!bench.isVisible(u"replaceButton"_s));
    QVERIFY(bench.text(u"sentenceLabel"_s).isEmpty());
    bench.click(u"saveButton"_s);
    QTRY_COMPARE(bench.copies(), (QStringList{u"other.png"_s, u"robot_dog_1.png"_s}));
}

void TestSaveCopiesDialog::staysWhereNothingCouldBeSaved()
{
    Bench bench(2);
    bench.type(u"folderField"_s, bench.pictures.filePath(u"1.png"_s));
    bench.click(u"saveButton"_s);
    QTRY_VERIFY(bench.text(u"sentenceLabel"_s).contains(u"Choose another folder"_s));
    QVERIFY(bench.dialog->isVisible());
    bench.type(u"folderField"_s, bench.folder.path());
    bench.click(u"saveButton"_s);
    QTRY_COMPARE(bench.copied->size(), 1);
}

void TestSaveCopiesDialog::stopsWhenItIsClosed()
{
    Bench bench(30);
    bench.pool.setMaxThreadCount(1);
    bench.click(u"saveButton"_s);
    QTRY_VERIFY(!bench.isVisible(u"saveButton"_s)); // It writes.
    QTest::keyClick(&*bench.dialog, Qt::Key_Escape);
    QTRY_COMPARE(bench.copied->size(), 1);
    QVERIFY(!bench.dialog->isVisible());
    QCOMPARE(bench.copies().size(), bench.result().written.size());
    QVERIFY(bench.result().wasStopped || bench.copies().size() == 30);

    Bench closed(1);
    QSemaphore mayEnd;
    closed.pool.setMaxThreadCount(1);
    closed.pool.start([&mayEnd] { mayEnd.acquire(); });
    closed.click(u"saveButton"_s);
    QTest::keyClick(&*closed.dialog, Qt::Key_Escape); // While it looks what is there.
    mayEnd.release();
    QVERIFY(closed.pool.waitForDone());
    QCoreApplication::processEvents();
    QVERIFY(closed.copies().isEmpty());
}

void TestSaveCopiesDialog::letsEveryFieldBeReached()
{
    Bench bench(1);
    QVERIFY(QTest::qWaitForWindowActive(&*bench.dialog));
    bench.choose(CopyForm::Jpeg);
    bench.part<QLineEdit>(u"folderField"_s)->setFocus();
    QStringList reached;
    for (int i = 0; i < 8; ++i) {
        const QWidget *focus = bench.dialog->focusWidget();
        QVERIFY(!focus->accessibleName().isEmpty() || !focus->property("text").toString().isEmpty());
        reached.append(focus->objectName());
        QTest::keyClick(bench.dialog->focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(reached.first(), u"folderField"_s);
    QCOMPARE(reached.at(2), u"formBox"_s);
    QCOMPARE(reached.mid(5), (QStringList{u"namesField"_s, u"saveButton"_s, u"cancelButton"_s}));
}

QTEST_MAIN(TestSaveCopiesDialog)
#include "tst_savecopiesdialog.moc"
