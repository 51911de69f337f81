// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless.h"

#include "app/headless_tools.h"
#include "app/report_command.h"
#include "app/table_command.h"
#include "core/jobs/split_view.h"
#include "core/store/mapped_file.h"
#include "plots/export.h"
#include "ui/pages/reports/figure_factory.h"
#include "ui/pages/reports/list_views.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/pages/reports/trace_figure.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>

#include <clocale>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace cobench::app {

namespace {

using plots::ExportFormat;

void addExportOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Draws one view of a project, or writes one of its tables, into a file."));
    parser.addOption(option("view", "What to draw; --list-views tells the forms.", "VIEW"));
    parser.addOption({QStringLiteral("table"),
        QStringLiteral("A table instead: %1.").arg(tableForms()),
        QStringLiteral("TABLE")});
    parser.addOption(
        option("out", "Where to: .png, .svg, .pdf, .csv or .tex; a table: .csv, .tsv or .tex.", "FILE"));
    parser.addOption(option("size", "Size in units of 1/96 inch, e.g. 900x600.", "WxH"));
    parser.addOption(option("dpi", "Pixels per inch of a PNG (96).", "N"));
    parser.addOption(option("theme", "light or dark (light).", "NAME"));
    parser.addOption(
        {QStringLiteral("list-views"), QStringLiteral("Prints the views of a project, or their forms.")});
}

Result<QSize> parseSize(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    bool wide = false;
    bool high = false;
    const QSize size(parts.value(0).toInt(&wide), parts.value(1).toInt(&high));
    if (parts.size() != 2 || !wide || !high || size.width() < 64 || size.height() < 64 || size.width() > 20000
        || size.height() > 20000)
        return usage(QStringLiteral("--size %1").arg(text), QStringLiteral("give WIDTHxHEIGHT, 64 to 20000 each"));
    return size;
}

Result<double> parseDpi(const QString& text)
{
    bool ok = false;
    const double dpi = text.toDouble(&ok);
    if (!ok || !(dpi >= 10.0 && dpi <= 2400.0))
        return usage(QStringLiteral("--dpi %1").arg(text), QStringLiteral("give a number from 10 to 2400"));
    return dpi;
}

Result<plots::ExportOptions> exportOptions(const QCommandLineParser& parser, const QSize& preferred)
{
    plots::ExportOptions options{.size = preferred, .theme = plots::PlotTheme::light()};
    if (const QString text = parser.value(QStringLiteral("size")); !text.isEmpty()) {
        const auto size = parseSize(text);
        if (!size)
            return size.error();
        options.size = *size;
    }
    if (const QString text = parser.value(QStringLiteral("dpi")); !text.isEmpty()) {
        const auto dpi = parseDpi(text);
        if (!dpi)
            return dpi.error();
        options.dpi = *dpi;
    }
    const QString theme = parser.value(QStringLiteral("theme"));
    if (theme == QStringLiteral("dark"))
        options.theme = plots::PlotTheme::dark();
    else if (!theme.isEmpty() && theme != QStringLiteral("light"))
        return usage(QStringLiteral("--theme %1").arg(theme), QStringLiteral("give light or dark"));
    return options;
}

Result<ui::FigureData> workOut(
    const QCommandLineParser& parser, const ui::ReportSource& source, const ui::ViewSpec& view)
{
    LongWork work(parser);
    if (view.kind == ui::ViewSpec::Kind::Policy)
        return ui::computePolicies(view, source);
    if (isOfRuns(view.kind))
        return ui::computeOfRuns(view, source.path(), work.token());
    auto pool = source.pool(view.pool);
    if (!pool)
        return pool.error();
    const std::string title = ui::splitTitleOf(view, **pool);
    const auto split = jobs::viewSplit(std::move(*pool), title);
    if (!split)
        return split.error();
    return ui::computeFigure(view, *split, work.progress(), work.token(), work.threads());
}

Result<void> listViews(const QCommandLineParser& parser)
{
    if (parser.positionalArguments().size() == 1) {
        print(stdout, ui::listForms().join(QLatin1Char('\n')) + QLatin1Char('\n'));
        return {};
    }
    const auto source = openProject(parser);
    if (!source)
        return source.error();
    const auto views = ui::listViews(*source);
    if (!views)
        return views.error();
    for (const ui::ViewSpec& view : *views)
        print(stdout, QString::fromStdString(toString(view)) + QLatin1Char('\n'));
    return {};
}

Result<void> exportTableOf(const QCommandLineParser& parser)
{
    const auto table = required(parser, "table");
    if (!table)
        return table.error();
    const auto out = required(parser, "out");
    if (!out)
        return out.error();
    if (parser.isSet(QStringLiteral("view")))
        return usage(QStringLiteral("--view and --table are two files"), QStringLiteral("give one of them"));
    if (auto checked = checkTable(*table, *out); !checked)
        return checked;
    const auto source = openProject(parser);
    return source ? exportTable(parser, *source, *table, *out) : source.error();
}

Result<void> exportView(const QCommandLineParser& parser)
{
    if (parser.isSet(QStringLiteral("list-views")))
        return listViews(parser);
    if (parser.isSet(QStringLiteral("table")))
        return exportTableOf(parser);
    const auto text = required(parser, "view");
    if (!text)
        return text.error();
    const auto out = required(parser, "out");
    if (!out)
        return out.error();
    if (!plots::formatOf(*out))
        return usage(*out + QStringLiteral(": unknown kind of file"),
            QStringLiteral("end it in .png, .svg, .pdf, .csv or .tex"));
    const auto view = ui::parseView(text->toStdString());
    if (!view)
        return view.error();
    if (const auto checked = exportOptions(parser, {}); !checked)
        return checked.error();
    const auto source = openProject(parser);
    if (!source)
        return source.error();
    const auto figure = workOut(parser, *source, *view);
    if (!figure)
        return figure.error();

    const auto plot = ui::makePlot(*figure, QString::fromStdString(source->path().string()));
    const auto options = exportOptions(parser, ui::preferredSize(*figure));
    if (const auto problem = plots::exportTo(*plot, *out, *options))
        return Error{.code = ErrorCode::Unreadable, .detail = problem->toStdString()};
    return {};
}

int exitStatus(Result<void> result)
{
    if (auto spoilt = store::cutShort(); spoilt && result)
        result = *std::move(spoilt);
    if (result)
        return 0;
    print(stderr, QStringLiteral("cobench: %1\n").arg(QString::fromStdString(describe(result.error()))));
    if (result.error().isCancelled() && cli::InterruptGuard::signalSeen() != 0)
        return cli::InterruptGuard::exitStatus();
    return result.error().code == ErrorCode::Usage ? 2 : 1;
}

} // namespace

bool isHeadless(int argc, char** argv)
{
    return argc > 1 && (std::strcmp(argv[1], "export") == 0 || std::strcmp(argv[1], "report") == 0);
}

bool prepareDisplay(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--help" || argument == "-h" || argument == "--version" || argument == "-v") {
            qputenv("QT_QPA_PLATFORM", "offscreen");
            return true;
        }
        if (argument == "-platform" || argument == "-display")
            return true;
    }
    for (const char* variable : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"}) {
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    }
    print(stderr,
        QStringLiteral(
            "cobench: there is no display; without one, use cobench export, cobench report or cobench-cli\n"));
    return false;
}

int runHeadless(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Remarks of Qt about the missing display are no news here; what fails is told by us.
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& message) {
        if (type == QtCriticalMsg || type == QtFatalMsg)
            print(stderr, message + QLatin1Char('\n'));
    });
    const QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // Qt has taken up the system's, which may write a comma
    const bool exports = std::strcmp(argv[1], "export") == 0;
    QCommandLineParser parser;
    addCommonOptions(parser);
    parser.addPositionalArgument(QString::fromUtf8(argv[1]), QStringLiteral("What to do."));
    parser.addPositionalArgument(
        QStringLiteral("project"), QStringLiteral("A *.cobench file."), QStringLiteral("P.cobench"));
    exports ? addExportOptions(parser) : addReportOptions(parser);
    if (!parser.parse(QApplication::arguments()))
        return exitStatus(usage(parser.errorText()));
    if (parser.isSet(QStringLiteral("help"))) {
        print(stdout, parser.helpText());
        if (exports)
            print(stdout, QStringLiteral("\nViews:\n  %1\n").arg(ui::listForms().join(QStringLiteral("\n  "))));
        return 0;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        print(stdout, QStringLiteral("cobench " COBENCH_VERSION "\n"));
        return 0;
    }
    if (const auto threads = threadsOf(parser); !threads)
        return exitStatus(threads.error());
    return exitStatus(exports ? exportView(parser) : writeReport(parser));
}

} // namespace cobench::app
