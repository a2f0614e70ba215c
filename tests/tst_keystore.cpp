#include "services/accountsetup.h"
#include "settings/keystore.h"
#include "settings/settings.h"
#include "support/fakekeys.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Keeping = SessionKeys::Keeping;
using Manner = FakeChest::Manner;

Q_DECLARE_METATYPE(FakeChest::Manner)

namespace {

const QByteArray Canary = "sk-canary-7f3a91c2d4e5f60718293a4b";
const QUrl Here(u"https://images.example/v1"_s);
const QString Place = u"compatible https://images.example:443"_s;

const ServiceProfile &openAi()
{
    return *findService(u"openai"_s);
}

const ServiceProfile &compatible()
{
    return *findService(u"compatible"_s);
}

/// A person's home and key store, in which one session comes after another.
struct Bench
{
    QTemporaryDir folder = {};
    std::shared_ptr<FakeChest> chest = std::make_shared<FakeChest>();
    std::unique_ptr<Settings> settings = {};
    std::unique_ptr<KeyStore> store = {};

    Bench() { restart(); }

    void restart(std::chrono::milliseconds patience = KeyStore::UsualPatience)
    {
        store.reset();
        settings.reset();
        settings = std::make_unique<Settings>(
            std::make_unique<QSettings>(folder.filePath(u"settings.ini"_s), QSettings::IniFormat));
        store =
            std::make_unique<KeyStore>(SessionKeys(), *settings, std::make_unique<FakeKeys>(chest), patience);
        chest->asked.clear();
    }

    /// Keeps \a key for Here, and waits for what becomes of it.
    void keep(const QByteArray &key = Canary) const
    {
        store->keep(compatible(), Here, Secret(key));
        waitForEnd();
    }

    void read() const
    {
        store->read(compatible(), Here);
        waitForEnd();
    }

    void forget() const
    {
        store->forget(compatible(), Here);
        waitForEnd();
    }

    void waitForEnd() const
    {
        const auto isWaiting = [this] {
            return keeping() == Keeping::Reading || keeping() == Keeping::Writing
                || keeping() == Keeping::Removing;
        };
        QTRY_VERIFY(!isWaiting());
    }

    [[nodiscard]] Keeping keeping() const { return store->keys().keeping(Place); }
    [[nodiscard]] QByteArray key() const { return store->keys().key(compatible(), Here).bytes(); }
};

} // namespace

/// KeyStore with a key store in memory, which fails as real ones do.
class TestKeyStore : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void keepsAKeyForTheNextSession();
    void asksOnlyForKeysThatWereStored();
    void bindsAKeyToItsServiceAndOrigin();
    void keepsAKeyForTheSessionWhereTheStoreFails_data();
    void keepsAKeyForTheSessionWhereTheStoreFails();
    void doesNotReadAgainAfterARefusal_data();
    void doesNotReadAgainAfterARefusal();
    void takesALateAnswer();
    void prefersWhatWasTypedWhileItWasAsked();
    void doesNotTakeALockedStoreForAnEmptyOne();
    void forgetsAKey();
    void forgetsWhatIsNotThere();
    void saysThatAKeyMayStillBeThere_data();
    void saysThatAKeyMayStillBeThere();
    void takesNothingThatCanBeNoKey_data();
    void takesNothingThatCanBeNoKey();
    void keepsLongKeysForTheSession();
    void leavesTheLastOfTwoKeys();
    void doesWithoutAStore();
    void writesNoKeyIntoAnyFile();
};

void TestKeyStore::keepsAKeyForTheNextSession()
{
    Bench bench;
    QCOMPARE(bench.keeping(), Keeping::Offered);
    const QSignalSpy changed(bench.store.get(), &KeyStore::keysChanged);
    bench.store->keep(compatible(), Here, Secret(Canary));
    QCOMPARE(bench.key(), Canary); // At once; the store takes its time.
    QCOMPARE(bench.keeping(), Keeping::Writing);
    QCOMPARE(changed.size(), 1);
    QTRY_COMPARE(bench.keeping(), Keeping::Kept);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(bench.chest->keys, (QHash<QString, QByteArray>{{Place, Canary}}));
    QCOMPARE(bench.chest->asked, (QStringList{u"write "_s % Place, u"read "_s % Place}));

    bench.restart();
    QCOMPARE(bench.keeping(), Keeping::Unread);
    QVERIFY(bench.key().isEmpty());
    QCoreApplication::processEvents();
    QVERIFY(bench.chest->asked.isEmpty()); // Nobody has needed it yet.
    bench.store->read(compatible(), QUrl(u"https://images.example/other"_s));
    QVERIFY(bench.store->isReading(compatible(), Here));
    QTRY_COMPARE(bench.keeping(), Keeping::Kept);
    QVERIFY(!bench.store->isReading(compatible(), Here));
    QCOMPARE(bench.key(), Canary);
    bench.read();
    QCOMPARE(bench.chest->asked, QStringList{u"read "_s % Place}); // Once is enough.
}

void TestKeyStore::asksOnlyForKeysThatWereStored()
{
    const Bench bench;
    bench.chest->keys.insert(Place, Canary); // Not by this person's program.
    bench.read();
    bench.store->read(openAi(), openAi().baseUrl);
    bench.store->read(compatible(), QUrl());
    bench.forget();
    QVERIFY(bench.chest->asked.isEmpty());
    QVERIFY(bench.key().isEmpty());
}

void TestKeyStore::bindsAKeyToItsServiceAndOrigin()
{
    Bench bench;
    bench.keep();
    bench.store->keep(openAi(), Here, Secret("sk-canary-other"));
    QTRY_COMPARE(bench.chest->keys.size(), 2); // One host, and two services.
    QTRY_COMPARE(bench.store->keys().keeping(keyPlace(openAi(), Here)), Keeping::Kept);
    bench.restart();
    for (const QString &address : {u"http://images.example/v1"_s, u"https://images.example:444/v1"_s,
                                   u"https://evil.example/v1"_s, u"https://images.example.evil/v1"_s}) {
        bench.store->read(compatible(), QUrl(address));
        QVERIFY2(!bench.store->isReading(compatible(), QUrl(address)), qPrintable(address));
    }
    QVERIFY(bench.chest->asked.isEmpty());
    bench.read();
    bench.store->read(openAi(), Here);
    QTRY_COMPARE(bench.store->keys().key(openAi(), Here).bytes(), "sk-canary-other");
    QCOMPARE(bench.key(), Canary);
    QVERIFY(bench.store->keys().key(compatible(), QUrl(u"https://evil.example/v1"_s)).isEmpty());
}

void TestKeyStore::keepsAKeyForTheSessionWhereTheStoreFails_data()
{
    QTest::addColumn<Manner>("manner");
    QTest::addColumn<Keeping>("keeping");
    QTest::addColumn<bool>("isLookedForAgain");
    QTest::newRow("none there") << Manner::Absent << Keeping::Absent << false;
    QTest::newRow("locked") << Manner::Locked << Keeping::Denied << false;
    QTest::newRow("write refused") << Manner::ReadOnly << Keeping::Denied << false;
    QTest::newRow("something else is kept") << Manner::Cutting << Keeping::Denied << false;
    QTest::newRow("no answer") << Manner::Hanging << Keeping::Silent << true; // It may be written yet.
}

void TestKeyStore::keepsAKeyForTheSessionWhereTheStoreFails()
{
    QFETCH(const Manner, manner);
    QFETCH(const Keeping, keeping);
    Bench bench;
    bench.restart(50ms);
    bench.chest->manner = manner;
    bench.keep();
    QTRY_COMPARE(bench.keeping(), keeping);
    QCOMPARE(bench.key(), Canary);
    // Only where there is none is known before anything is typed.
    QCOMPARE(bench.store->keys().keeping(u"other"_s),
             manner == Manner::Absent ? Keeping::Absent : Keeping::Offered);
    QFETCH(const bool, isLookedForAgain);
    QCOMPARE(!bench.settings->storedKeys().isEmpty(), isLookedForAgain);

    bench.chest->manner = Manner::Open; // It was started, or unlocked: what is typed is offered again.
    bench.chest->waiting.clear();
    bench.keep("sk-canary-second");
    QTRY_COMPARE(bench.keeping(), Keeping::Kept);
    QCOMPARE(bench.chest->keys.value(Place), "sk-canary-second");
    QCOMPARE(bench.store->keys().keeping(u"other"_s), Keeping::Offered);
}

void TestKeyStore::doesNotReadAgainAfterARefusal_data()
{
    QTest::addColumn<Manner>("manner");
    QTest::addColumn<Keeping>("keeping");
    QTest::newRow("none there") << Manner::Absent << Keeping::Absent;
    QTest::newRow("no answer") << Manner::Hanging << Keeping::Silent;
}

void TestKeyStore::doesNotReadAgainAfterARefusal()
{
    QFETCH(const Manner, manner);
    QFETCH(const Keeping, keeping);
    Bench bench;
    bench.keep();
    bench.store->keep(openAi(), openAi().baseUrl, Secret(Canary));
    QTRY_COMPARE(bench.chest->keys.size(), 2);
    bench.restart(50ms);
    bench.chest->manner = manner;
    bench.read();
    QTRY_COMPARE(bench.keeping(), keeping);
    QVERIFY(bench.key().isEmpty());
    bench.read();
    bench.store->read(openAi(), openAi().baseUrl);
    QCOMPARE(bench.store->keys().keeping(keyPlace(openAi(), openAi().baseUrl)), keeping);
    QCOMPARE(bench.chest->asked.size(), 1);
    QCOMPARE(bench.settings->storedKeys().size(), 2); // The next session asks again.
}

void TestKeyStore::takesALateAnswer()
{
    Bench bench;
    bench.restart(1ms);
    bench.chest->manner = Manner::Hanging;
    bench.keep();
    QCOMPARE(bench.keeping(), Keeping::Silent);
    bench.chest->answerAgain();
    QTRY_COMPARE(bench.keeping(), Keeping::Kept);

    bench.restart(1ms);
    bench.chest->manner = Manner::Hanging;
    bench.read();
    QCOMPARE(bench.keeping(), Keeping::Silent);
    QVERIFY(bench.key().isEmpty());
    bench.chest->answerAgain(); // Somebody has unlocked it.
    QTRY_COMPARE(bench.key(), Canary);
    QCOMPARE(bench.keeping(), Keeping::Kept);
}

void TestKeyStore::prefersWhatWasTypedWhileItWasAsked()
{
    Bench bench;
    bench.keep();
    bench.restart();
    bench.chest->manner = Manner::Hanging;
    bench.store->read(compatible(), Here);
    bench.store->keep(compatible(), Here, Secret("sk-canary-newer"));
    bench.chest->answerAgain();
    QTRY_COMPARE(bench.keeping(), Keeping::Kept);
    QCOMPARE(bench.key(), "sk-canary-newer");
    QCOMPARE(bench.chest->keys.value(Place), "sk-canary-newer");
}

void TestKeyStore::doesNotTakeALockedStoreForAnEmptyOne()
{
    Bench bench;
    bench.keep();
    bench.restart();
    bench.chest->manner = Manner::Locked;
    bench.read();
    QCOMPARE(bench.keeping(), Keeping::Missing);
    bench.keep("sk-canary-today");
    QCOMPARE(bench.keeping(), Keeping::Denied);
    QCOMPARE(bench.key(), "sk-canary-today");
    bench.restart();
    bench.chest->manner = Manner::Open;
    bench.read();
    QCOMPARE(bench.key(), Canary);
}

void TestKeyStore::forgetsAKey()
{
    Bench bench;
    bench.keep();
    bench.chest->asked.clear();
    bench.store->forget(compatible(), Here);
    QVERIFY(bench.key().isEmpty()); // At once.
    QCOMPARE(bench.keeping(), Keeping::Removing);
    bench.waitForEnd();
    QCOMPARE(bench.keeping(), Keeping::Offered);
    QVERIFY(bench.chest->keys.isEmpty());
    QCOMPARE(bench.chest->asked,
             (QStringList{u"write "_s % Place, u"remove "_s % Place, u"read "_s % Place}));
    bench.restart();
    QCOMPARE(bench.keeping(), Keeping::Offered);
}

void TestKeyStore::forgetsWhatIsNotThere()
{
    Bench bench;
    bench.keep();
    bench.chest->keys.clear(); // Somebody took it out.
    bench.restart();
    bench.read();
    QCOMPARE(bench.keeping(), Keeping::Missing);
    bench.forget();
    QCOMPARE(bench.keeping(), Keeping::Offered);
    QVERIFY(bench.chest->keys.isEmpty());
    QVERIFY(bench.settings->storedKeys().isEmpty());
}

void TestKeyStore::saysThatAKeyMayStillBeThere_data()
{
    QTest::addColumn<Manner>("manner");
    QTest::newRow("locked, which calls it removed") << Manner::Locked;
    QTest::newRow("refused") << Manner::ReadOnly;
    QTest::newRow("gone") << Manner::Absent;
    QTest::newRow("no answer") << Manner::Hanging;
}

void TestKeyStore::saysThatAKeyMayStillBeThere()
{
    QFETCH(const Manner, manner);
    Bench bench;
    bench.keep();
    bench.restart(50ms);
    bench.read();
    QTRY_COMPARE(bench.key(), Canary);
    bench.chest->manner = manner;
    bench.forget();
    QCOMPARE(bench.keeping(), Keeping::NotRemoved);
    QVERIFY(bench.key().isEmpty());
    QCOMPARE(bench.chest->keys.value(Place), Canary);

    bench.chest->answerAgain();
    bench.forget();
    QTRY_COMPARE(bench.keeping(), Keeping::Offered);
    QVERIFY(bench.chest->keys.isEmpty());
    QVERIFY(bench.settings->storedKeys().isEmpty());
}

void TestKeyStore::takesNothingThatCanBeNoKey_data()
{
    QTest::addColumn<QByteArray>("stored");
    QTest::newRow("two lines") << QByteArray("sk-canary\r\nX-Evil: 1");
    QTest::newRow("no ASCII") << QByteArray("sk-schl\xC3\xBCssel");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("overwritten, and not removed") << QByteArray("no key");
    QTest::newRow("bytes") << QByteArray("\0\xff", 2);
}

void TestKeyStore::takesNothingThatCanBeNoKey()
{
    QFETCH(const QByteArray, stored);
    Bench bench;
    bench.keep();
    bench.restart();
    bench.chest->keys.insert(Place, stored);
    bench.read();
    QCOMPARE(bench.keeping(), Keeping::Unusable);
    QVERIFY(bench.key().isEmpty());
    QCOMPARE(bench.store->keys().source(compatible(), Here), SessionKeys::Source::None);
}

void TestKeyStore::keepsLongKeysForTheSession()
{
    const Bench bench;
    const QByteArray tooLong(KeyStore::LongestKey + 1, 'k');
    bench.keep(tooLong);
    QCOMPARE(bench.keeping(), Keeping::TooLong);
    QCOMPARE(bench.key(), tooLong);
    QVERIFY(bench.chest->asked.isEmpty());
    QVERIFY(bench.settings->storedKeys().isEmpty());
    bench.keep(tooLong.first(KeyStore::LongestKey));
    QCOMPARE(bench.keeping(), Keeping::Kept);
}

void TestKeyStore::leavesTheLastOfTwoKeys()
{
    Bench bench;
    bench.store->keep(compatible(), Here, Secret("sk-canary-first"));
    bench.store->keep(compatible(), Here, Secret(Canary));
    QTRY_COMPARE(bench.keeping(), Keeping::Kept);
    QCOMPARE(bench.chest->keys.value(Place), Canary);
    bench.store->keep(compatible(), Here, Secret("sk-canary-first"));
    bench.store->forget(compatible(), Here);
    QTRY_COMPARE(bench.keeping(), Keeping::Offered);
    QVERIFY(bench.chest->keys.isEmpty());
    QVERIFY(bench.key().isEmpty());
}

void TestKeyStore::doesWithoutAStore()
{
    Bench bench;
    bench.keep();
    KeyStore store(SessionKeys(), *bench.settings, {});
    QCOMPARE(store.keys().keeping(Place), Keeping::Session);
    store.read(compatible(), Here);
    QVERIFY(!store.isReading(compatible(), Here));
    store.keep(compatible(), Here, Secret(Canary));
    QCOMPARE(store.keys().keeping(Place), Keeping::Session);
    QCOMPARE(store.keys().key(compatible(), Here).bytes(), Canary);
    store.forget(compatible(), Here);
    QVERIFY(store.keys().key(compatible(), Here).isEmpty());
    QCOMPARE(bench.settings->storedKeys(), QStringList{Place}); // For a session that has one.
}

void TestKeyStore::writesNoKeyIntoAnyFile()
{
    for (const Manner manner : {Manner::Open, Manner::Absent, Manner::Locked, Manner::Hanging}) {
        Bench bench;
        bench.restart(1ms);
        bench.chest->manner = manner;
        bench.keep();
        bench.store.reset();
        bench.settings.reset(); // Writes what it holds.
        QDirIterator files(bench.folder.path(), QDir::Files | QDir::Hidden);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("canary"), qPrintable(file.fileName()));
        }
    }
}

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_keystore.moc"
