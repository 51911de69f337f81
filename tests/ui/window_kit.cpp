// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"

#include "core/store/project.h"
#include "ui/shell/page_list.h"
#include "ui/widgets/lazy_dock.h"

#include <QApplication>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QSignalSpy>
#include <QUrl>

namespace cobench::test {

namespace {

constexpr std::uint32_t kClasses = 3;

data::Label truthOf(std::size_t sample)
{
    return static_cast<data::Label>(sample % kClasses);
}

data::Label voteOf(std::size_t model, std::size_t sample)
{
    const bool wrong = sample % (model + 2) == 0;
    return static_cast<data::Label>((truthOf(sample) + (wrong ? 1 : 0)) % kClasses);
}

std::shared_ptr<const data::Split> smallSplit(const std::string& name, std::size_t models, std::size_t samples)
{
    auto split = std::make_shared<data::Split>();
    split->name = name;
    std::vector<data::Label> truth;
    for (std::size_t n = 0; n < samples; ++n)
        truth.push_back(truthOf(n));
    split->truth = truth;
    for (std::size_t m = 0; m < models; ++m) {
        std::vector<float> rows(samples * kClasses, 0.1F);
        for (std::size_t n = 0; n < samples; ++n)
            rows[n * kClasses + voteOf(m, n)] = 0.8F;
        split->members.push_back({.probabilities = rows, .labels = {}});
    }
    return split;
}

} // namespace

std::shared_ptr<const data::Pool> smallPool(std::size_t models, std::size_t samples)
{
    auto pool = std::make_shared<data::Pool>();
    pool->name = "small";
    pool->classes = kClasses;
    for (std::size_t m = 0; m < models; ++m)
        pool->models.push_back({.name = "m" + std::to_string(m), .cost = {}, .source = "test"});
    pool->splits = {smallSplit("val", models, samples), smallSplit("test", models, samples)};
    return pool;
}

void writeLabelTable(const QString& path, std::size_t models, std::size_t samples)
{
    QByteArray text = "label";
    for (std::size_t m = 0; m < models; ++m)
        text += ",m" + QByteArray::number(static_cast<qulonglong>(m));
    for (std::size_t n = 0; n < samples; ++n) {
        text += '\n' + QByteArray::number(truthOf(n));
        for (std::size_t m = 0; m < models; ++m)
            text += ',' + QByteArray::number(voteOf(m, n));
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text + '\n');
}

void drop(QWidget& target, const QStringList& paths)
{
    QMimeData mime;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls << QUrl::fromLocalFile(path);
    mime.setUrls(urls);
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &event);
}

WindowKit::WindowKit()
{
    qputenv("XDG_STATE_HOME", path(QStringLiteral("state")).toUtf8());
    qputenv("XDG_DATA_HOME", path(QStringLiteral("share")).toUtf8());
    qputenv("XDG_CONFIG_HOME", path(QStringLiteral("config")).toUtf8());
}

ui::Workbench::Places WindowKit::places() const
{
    return {.settingsFile = path(QStringLiteral("settings.json")),
        .sessionDir = path(QStringLiteral("sessions")),
        .demoProject = path(QStringLiteral("demo.cobench"))};
}

ui::DemoPlan WindowKit::demo() const
{
    const auto configs = [] {
        return std::vector<train::TrainConfig>{
            train::TrainConfig{.name = "first"}, train::TrainConfig{.name = "second"}};
    };
    const auto join = [](store::Project&, Progress&, const CancelToken&) { return Result<bool>(false); };
    return {.batch = "demo", .configs = configs, .join = join};
}

void WindowKit::openWindow(const QSize& size)
{
    window.reset();
    bench.reset();
    bench = std::make_unique<ui::Workbench>(
        *qApp,
        places(),
        [this]() -> Result<std::unique_ptr<engine::Client>> {
            return std::unique_ptr<engine::Client>(std::make_unique<FakeClient>(engine));
        },
        demo());
    window = std::make_unique<ui::MainWindow>(*bench);
    if (size.isValid())
        window->resize(size);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get(), 30000));
}

QString WindowKit::makeProject(const QString& name, std::size_t models) const
{
    const QString file = path(name);
    auto project = store::Project::open(file.toStdString(), store::OpenMode::Create);
    Progress progress;
    if (project)
        (void)(*project)->addPool(*smallPool(models), "small", {}, progress, {});
    return file;
}

void WindowKit::openProject(const QString& file)
{
    bench->workspace.open(file, store::OpenMode::ReadWrite);
    QTRY_VERIFY(bench->workspace.snapshot() != nullptr);
    settle();
}

void WindowKit::visitEverything()
{
    const auto look = [this] {
        settle();
        window->grab();
    };
    for (const auto& entry : ui::pageList()) {
        window->showPage(entry.id);
        look();
        for (auto* dock : window->findChildren<ui::LazyDock*>()) { // of the window and of the pages until now
            dock->reveal();
            look();
        }
    }
}

void WindowKit::settle()
{
    // A job's answer may start the next one, so a quiet pass must follow the last delivery.
    for (int quiet = 0; quiet < 2; ++quiet) {
        bench->async.waitIdle();
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        if (!bench->async.isIdle())
            quiet = -1;
    }
}

} // namespace cobench::test
