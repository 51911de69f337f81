// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui_services.h"
#include "app/headless.h"
#include "app/start_clock.h"
#include "core/common/own_memory.h"
#include "ui/shell/crash_report.h"
#include "ui/shell/log.h"
#include "ui/shell/main_window.h"
#include "ui/shell/quit_signals.h"

#include <QApplication>
#include <QCommandLineParser>

#include <clocale>
#include <cstdio>

namespace {

using namespace cobench;

struct Arguments {
    QStringList paths;
    bool measureStart = false;
};

/// Ends the program for --help and --version.
Arguments parse(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QObject::tr("Workbench for deep-learning systems and algorithms.\n"
                                                 "Without a display: cobench export, cobench report."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption measure(QStringLiteral("measure-start"),
        QObject::tr("Print time and memory of the first frame with data, then quit."));
    parser.addOption(measure);
    parser.addPositionalArgument(QStringLiteral("files"),
        QObject::tr("A project, or prediction files and folders to import."),
        QStringLiteral("[files…]"));
    parser.process(application);
    return {.paths = parser.positionalArguments(), .measureStart = parser.isSet(measure)};
}

/// Reports when the current page has painted the pool.
void measureStart(ui::MainWindow& window)
{
    QObject::connect(&window, &ui::MainWindow::shownData, &window, [&window] {
        QGuiApplication::sync(); // the display has it
        std::printf("first_frame_ms %.0f cpu_ms %.0f rss_mb %.1f\n",
            app::millisecondsSinceExec(),
            app::processorMilliseconds(),
            1e-6 * static_cast<double>(ownMemory().resident));
        std::fflush(stdout); // before the window closes, for who waits for the line
        window.closeUnasked(); // whatever has begun since
    });
}

} // namespace

int main(int argc, char** argv)
{
    if (app::isHeadless(argc, argv))
        return app::runHeadless(argc, argv);
    if (!app::prepareDisplay(argc, argv))
        return 1;

    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // Qt has taken up the system's, which may write a comma
    QApplication::setApplicationName(QStringLiteral("cobench"));
    QApplication::setApplicationDisplayName(QStringLiteral("CoBench"));
    QApplication::setApplicationVersion(QStringLiteral(COBENCH_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.cobench.CoBench"));
    const Arguments arguments = parse(application);
    ui::startLog();
    ui::installCrashHandler();

    ui::Workbench bench(application, ui::Workbench::userPlaces(), app::engineConnector(), app::demoPlan());
    bench.openFirst(arguments.paths);
    ui::MainWindow window(bench);
    const ui::QuitSignals quitSignals;
    QObject::connect(&quitSignals, &ui::QuitSignals::quitWanted, &window, &ui::MainWindow::closeUnasked);
    if (arguments.measureStart)
        measureStart(window);
    QObject::connect(&window, &ui::MainWindow::firstPainted, [] {
        QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/cobench.svg")));
    });
    window.start(arguments.paths);
    window.show();
    return QApplication::exec();
}
