// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session.h"
#include "ui/shell/settings.h"

#include <QDir>
#include <QFile>
#include <QMainWindow>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace cobench::ui;

class TestSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsSavedComesBack();
    void aMissingFileGivesDefaultsWithoutAWord();
    void aDamagedFileIsKeptAsBadAndDefaultsAreUsed_data();
    void aDamagedFileIsKeptAsBadAndDefaultsAreUsed();
    void fiveHundredMutationsNeverStopTheStart();
    void aLayoutWithAFlippedByteIsDropped();
    void recentProjectsAreDistinctAndFew();
    void theSessionOfAKilledProcessIsOffered();
    void aProperEndLeavesNoSession();
    void theSessionOfALivingWindowIsLeftAlone();

private:
    static Settings filled();
    static void write(const QString& path, const QByteArray& bytes);
};

Settings TestSettings::filled()
{
    Settings settings;
    settings.theme = ThemeChoice::Dark;
    settings.palette = QStringLiteral("cividis");
    settings.threads = 3;
    settings.memoryGb = 5;
    settings.notify = false;
    settings.recent = {QStringLiteral("/a.cobench"), QStringLiteral("/b.cobench")};
    settings.lastProject = QStringLiteral("/a.cobench");
    settings.layout = {.geometry = "geometry", .window = "window", .pages = {{QStringLiteral("data"), "docks"}}};
    settings.savedLayouts.insert(QStringLiteral("wide"), settings.layout);
    return settings;
}

void TestSettings::write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestSettings::whatIsSavedComesBack()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("settings.json"));
    QVERIFY(SettingsFile(path).save(filled()));
    SettingsFile file(path);
    QCOMPARE(file.load(), filled());
    QVERIFY(file.notice().isEmpty());
}

void TestSettings::aMissingFileGivesDefaultsWithoutAWord()
{
    const QTemporaryDir dir;
    SettingsFile file(dir.filePath(QStringLiteral("settings.json")));
    QCOMPARE(file.load(), Settings());
    QVERIFY(file.notice().isEmpty());
}

void TestSettings::aDamagedFileIsKeptAsBadAndDefaultsAreUsed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut short") << toJson(filled()).left(200);
    QTest::newRow("not JSON") << QByteArray("\x7f"
                                            "ELF\0\0",
        6);
    QTest::newRow("a list") << QByteArray("[1, 2]");
}

void TestSettings::aDamagedFileIsKeptAsBadAndDefaultsAreUsed()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("settings.json"));
    write(path, bytes);
    SettingsFile file(path);
    QCOMPARE(file.load(), Settings());
    QVERIFY(file.notice().contains(QStringLiteral(".bad")));
    QFile bad(path + QStringLiteral(".bad"));
    QVERIFY(bad.open(QIODevice::ReadOnly));
    QCOMPARE(bad.readAll(), bytes);
    QVERIFY(file.save(Settings()));
}

void TestSettings::fiveHundredMutationsNeverStopTheStart()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("settings.json"));
    QMainWindow window;
    Settings real = filled();
    real.layout.window = window.saveState();
    real.layout.geometry = window.saveGeometry();
    const QByteArray good = toJson(real);
    QRandomGenerator random(7);
    for (int round = 0; round < 500; ++round) {
        QByteArray bytes = good;
        for (int change = random.bounded(1, 8); change > 0; --change)
            bytes[random.bounded(static_cast<int>(bytes.size()))] = static_cast<char>(random.bounded(256));
        if (round % 5 == 0)
            bytes.truncate(random.bounded(static_cast<int>(bytes.size())));
        write(path, bytes);
        const Settings settings = SettingsFile(path).load();
        QVERIFY(settings.recent.size() <= Settings::kMaxRecent);
        QVERIFY(settings.threads >= 0);
        window.restoreState(settings.layout.window);
        window.restoreGeometry(settings.layout.geometry);
    }
}

void TestSettings::aLayoutWithAFlippedByteIsDropped()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("settings.json"));
    QByteArray bytes = toJson(filled());
    const QByteArray blob = QByteArray("window").toBase64();
    bytes.replace(blob, QByteArray("windoW").toBase64());
    write(path, bytes);
    const Settings settings = SettingsFile(path).load();
    QVERIFY(settings.layout.window.isEmpty());
    QCOMPARE(settings.layout.geometry, QByteArray("geometry"));
}

void TestSettings::recentProjectsAreDistinctAndFew()
{
    Settings settings;
    for (int i = 0; i < 30; ++i)
        settings.addRecent(QString::number(i % 15));
    QCOMPARE(settings.recent.size(), Settings::kMaxRecent);
    QCOMPARE(settings.recent.front(), QStringLiteral("14"));
    QCOMPARE(settings.recent.removeDuplicates(), 0);
}

void TestSettings::theSessionOfAKilledProcessIsOffered()
{
    const QTemporaryDir dir;
    const pid_t child = fork();
    if (child == 0) {
        Session session(dir.path());
        session.write({{QStringLiteral("project"), QStringLiteral("/long/path/p.cobench")}});
        session.write({{QStringLiteral("project"), QStringLiteral("/p.cobench")}});
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    QVERIFY(WIFSIGNALED(status));
    const auto abandoned = Session::takeAbandoned(dir.path());
    QVERIFY(abandoned);
    QCOMPARE((*abandoned)[QLatin1String("project")].toString(), QStringLiteral("/p.cobench"));
    QVERIFY(!Session::takeAbandoned(dir.path()));
}

void TestSettings::aProperEndLeavesNoSession()
{
    const QTemporaryDir dir;
    {
        Session session(dir.path());
        session.write({{QStringLiteral("project"), QStringLiteral("/p.cobench")}});
    }
    QVERIFY(!Session::takeAbandoned(dir.path()));
    QVERIFY(QDir(dir.path()).isEmpty());
}

void TestSettings::theSessionOfALivingWindowIsLeftAlone()
{
    const QTemporaryDir dir;
    Session session(dir.path());
    session.write({{QStringLiteral("project"), QStringLiteral("/p.cobench")}});
    QVERIFY(!Session::takeAbandoned(dir.path()));
    QVERIFY(!QDir(dir.path()).isEmpty());
}

QTEST_MAIN(TestSettings)
#include "test_settings.moc"
