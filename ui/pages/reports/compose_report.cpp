// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/compose_report.h"

#include "ui/pages/reports/report_template.h"

namespace cobench::ui {

namespace {

using store::BlockKind;

void setCaption(ReportPart& part, const QString& caption)
{
    if (auto* table = std::get_if<ReportTable>(&part))
        table->caption = caption;
    else if (auto* figure = std::get_if<ReportFigure>(&part))
        figure->caption = caption;
    else if (auto* text = std::get_if<ReportText>(&part); text && !caption.isEmpty())
        text->text += QStringLiteral("\n\n") + caption;
}

ReportNotice missing(const store::BlockEntry& block, const Error& error)
{
    return {QStringLiteral("%1 cannot be shown: %2.")
                .arg(QString::fromStdString(block.content), QString::fromStdString(describe(error)))};
}

ReportNotice changed(const std::string& before, const std::string& now)
{
    const auto shortened = [](const std::string& hash) { return QString::fromStdString(hash.substr(0, 12)); };
    return {
        QStringLiteral("The data behind this has changed since the report was written: it was %1 and is %2 now.")
            .arg(shortened(before), shortened(now))};
}

} // namespace

bool isStale(const store::BlockEntry& block, const Result<ComposedBlock>& composed)
{
    return composed && !block.dataHash.empty() && !composed->dataHash.empty()
        && block.dataHash != composed->dataHash;
}

std::vector<ReportPart> partsOf(const store::BlockEntry& block, const Result<ComposedBlock>& composed)
{
    if (block.kind == BlockKind::Title)
        return {};
    if (!composed)
        return {missing(block, composed.error())};
    std::vector<ReportPart> parts;
    if (isStale(block, composed))
        parts.emplace_back(changed(block.dataHash, composed->dataHash));
    parts.push_back(composed->content);
    setCaption(parts.back(), QString::fromStdString(block.caption));
    return parts;
}

ReportDocument emptyDocument(
    const std::filesystem::path& project, const std::string& report, const QDateTime& madeAt)
{
    return {.title = QString::fromStdString(report.empty() ? project.stem().string() : report),
        .name = QString::fromStdString(report),
        .projectPath = QString::fromStdString(project.string()),
        .version = QStringLiteral(COBENCH_VERSION),
        .madeAt = madeAt.toUTC()};
}

void addBlocks(
    ReportDocument& document, const std::vector<store::BlockEntry>& blocks, const ComposedBlocks& composed)
{
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].kind == BlockKind::Title)
            document.sections.push_back({.title = QString::fromStdString(blocks[i].content)});
        else if (document.sections.empty())
            document.sections.emplace_back();
        for (ReportPart& part : partsOf(blocks[i], composed[i]))
            document.sections.back().parts.push_back(std::move(part));
    }
}

Result<ComposedBlocks> composeAll(BlockComposer& composer,
    const std::vector<store::BlockEntry>& blocks,
    Progress& progress,
    const CancelToken& cancel)
{
    ComposedBlocks composed;
    for (const store::BlockEntry& block : blocks) {
        composed.push_back(composer.compose(block, progress, cancel));
        if (!composed.back() && composed.back().error().isCancelled())
            return composed.back().error();
    }
    return composed;
}

Result<ReportDocument> composeProject(const ReportSource& source,
    const QDateTime& madeAt,
    Progress& progress,
    const CancelToken& cancel,
    unsigned threads)
{
    BlockComposer composer(source, threads);
    const auto blocks = projectTemplate(composer, progress, cancel);
    if (!blocks)
        return blocks.error();
    const auto composed = composeAll(composer, *blocks, progress, cancel);
    if (!composed)
        return composed.error();
    for (const Result<ComposedBlock>& block : *composed)
        if (!block)
            return block.error();
    ReportDocument document = emptyDocument(source.path(), {}, madeAt);
    addBlocks(document, *blocks, *composed);
    return document;
}

} // namespace cobench::ui
