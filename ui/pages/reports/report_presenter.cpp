// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_presenter.h"

#include "ui/pages/reports/block_phrases.h"
#include "ui/pages/reports/report_template.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using store::BlockEntry;
using store::BlockKind;

bool hasData(const BlockEntry& block)
{
    return block.kind == BlockKind::View || block.kind == BlockKind::Table;
}

QString keyOf(const BlockEntry& block)
{
    return QString::number(static_cast<int>(block.kind)) + QString::fromStdString(block.content);
}

ReportPresenter::Composed textOf(const BlockEntry& block)
{
    return std::make_shared<const Result<ComposedBlock>>(
        ComposedBlock{.content = ReportText{QString::fromStdString(block.content)}, .dataHash = {}});
}

} // namespace

ReportPresenter::ReportPresenter(Workspace& workspace, ReportEditor& editor, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_editor(editor)
{
    connect(&m_workspace, &Workspace::projectChanged, this, &ReportPresenter::projectChanged);
    connect(&m_workspace, &Workspace::poolsChanged, this, &ReportPresenter::dataChanged);
    connect(&m_editor, &ReportEditor::changed, this, &ReportPresenter::reportsChanged);
    projectChanged();
    reportsChanged();
}

void ReportPresenter::projectChanged()
{
    for (const QString& key : {QStringLiteral("block"), QStringLiteral("choices"), QStringLiteral("template")})
        m_workspace.async().supersede(this, key);
    m_busy = false;
    m_answers.clear();
    m_choices.clear();
    m_listed.reset();
    m_chosen.reset();
    m_awaited.clear();
    m_composer
        = m_workspace.isOpen() ? std::make_shared<SharedComposer>(m_workspace.path().toStdString()) : nullptr;
    Q_EMIT reportChanged();
    Q_EMIT choicesChanged();
}

void ReportPresenter::dataChanged()
{
    ++m_pools;
    m_workspace.async().supersede(this, QStringLiteral("block"));
    m_busy = false;
    listChoices();
    workNext();
}

void ReportPresenter::setShown(bool shown)
{
    m_shown = shown;
    listChoices();
    workNext();
}

void ReportPresenter::reportsChanged()
{
    if (const OpenReport* awaited = m_awaited.isEmpty() ? nullptr : m_editor.findNamed(m_awaited)) {
        m_chosen = awaited->entry.id;
        m_awaited.clear();
    }
    if (!report())
        m_chosen = m_editor.reports().empty() ? std::nullopt : std::optional(m_editor.reports().front().entry.id);
    Q_EMIT reportChanged();
    recordSeen();
    workNext();
}

void ReportPresenter::choose(ReportId wanted)
{
    if (m_chosen == wanted)
        return;
    m_chosen = wanted;
    reportsChanged();
}

void ReportPresenter::chooseNamed(const QString& name)
{
    m_awaited = name;
    reportsChanged();
}

ReportPresenter::Composed ReportPresenter::composed(const BlockEntry& block) const
{
    return hasData(block) ? m_answers.value(keyOf(block)).result : textOf(block);
}

bool ReportPresenter::isCurrent(const BlockEntry& block) const
{
    if (!hasData(block))
        return true;
    const auto answer = m_answers.constFind(keyOf(block));
    return answer != m_answers.constEnd() && answer->pools == m_pools;
}

bool ReportPresenter::isComplete() const
{
    return !report() || std::ranges::all_of(report()->blocks, [this](const auto& b) { return isCurrent(b); });
}

std::shared_ptr<const ReportDocument> ReportPresenter::document(const QDateTime& madeAt) const
{
    ComposedBlocks composedBlocks;
    for (const BlockEntry& block : report()->blocks)
        composedBlocks.push_back(*composed(block));
    auto document = std::make_shared<ReportDocument>(
        emptyDocument(m_workspace.path().toStdString(), report()->entry.name, madeAt));
    addBlocks(*document, report()->blocks, composedBlocks);
    return document;
}

ReportEditor::Hashes ReportPresenter::staleBlocks() const
{
    ReportEditor::Hashes stale;
    if (!report())
        return stale;
    for (const BlockEntry& block : report()->blocks)
        if (const Composed answer = composed(block); answer && isCurrent(block) && isStale(block, *answer))
            stale.insert(block.id, (*answer)->dataHash);
    return stale;
}

template <typename T>
void ReportPresenter::ask(const QString& key,
    const QString& title,
    std::function<Result<T>(BlockComposer&, Progress&, const CancelToken&)> work,
    std::function<void(Result<T>)> done)
{
    m_workspace.async().runLatest<T>(
        this,
        key,
        {.title = title},
        [composer = m_composer, pools = m_pools, work = std::move(work)](
            Progress& progress, const CancelToken& cancel) {
            return composer->use<T>(pools, [&](BlockComposer& inside) { return work(inside, progress, cancel); });
        },
        std::move(done));
}

void ReportPresenter::workNext()
{
    if (!m_shown || m_busy || !m_composer || !report())
        return;
    for (const BlockEntry& block : report()->blocks)
        if (!isCurrent(block))
            return workOut(block);
}

void ReportPresenter::workOut(const BlockEntry& block)
{
    m_busy = true;
    ask<ComposedBlock>(
        QStringLiteral("block"),
        tr("Report: %1").arg(blockTitle(block)),
        [block](BlockComposer& composer, Progress& progress, const CancelToken& cancel) {
            return composer.compose(block, progress, cancel);
        },
        [this, key = keyOf(block), pools = m_pools](Result<ComposedBlock> answer) {
            m_busy = false;
            m_answers[key]
                = {.result = std::make_shared<const Result<ComposedBlock>>(std::move(answer)), .pools = pools};
            Q_EMIT composedChanged();
            recordSeen();
            workNext();
        });
}

void ReportPresenter::recordSeen()
{
    if (!report())
        return;
    ReportEditor::Hashes seen;
    for (const BlockEntry& block : report()->blocks)
        if (const Composed answer = composed(block); answer && *answer && isCurrent(block))
            seen.insert(block.id, (*answer)->dataHash);
    m_editor.recordSeen(*m_chosen, seen);
}

void ReportPresenter::listChoices()
{
    if (!m_shown || !m_composer || m_listed == m_pools)
        return;
    m_listed = m_pools;
    ask<std::vector<BlockChoice>>(
        QStringLiteral("choices"),
        {},
        [](BlockComposer& composer, Progress&, const CancelToken&) { return ui::listChoices(composer.source()); },
        [this](Result<std::vector<BlockChoice>> choices) {
            m_choices = choices ? std::move(*choices) : std::vector<BlockChoice>();
            Q_EMIT choicesChanged();
        });
}

void ReportPresenter::addFromTemplate(const QString& pool)
{
    if (!m_composer || !m_editor.canEdit())
        return;
    const QString what = pool.isEmpty() ? tr("Whole project") : tr("Whole pool %1").arg(pool);
    ask<BlockList>(
        QStringLiteral("template"),
        what,
        [name = pool.toStdString()](BlockComposer& composer, Progress& progress, const CancelToken& cancel) {
            return name.empty() ? projectTemplate(composer, progress, cancel)
                                : poolTemplate(composer, name, progress, cancel);
        },
        [this, what](Result<BlockList> blocks) {
            if (!blocks) {
                Q_EMIT m_workspace.failed(what, blocks.error());
                return;
            }
            const QString name = m_editor.freeName();
            m_editor.addReport(name, *blocks);
            chooseNamed(name);
        });
}

} // namespace cobench::ui
