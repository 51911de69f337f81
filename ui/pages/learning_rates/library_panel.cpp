// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/library_panel.h"

#include "core/lr/policy_text.h"
#include "plots/schedule.h"
#include "ui/pages/learning_rates/policy_delegate.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/style/icons.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Kind = PolicyLibrary::Kind;

constexpr int kPreviewHeight = 170; // pixels

} // namespace

LibraryPanel::LibraryPanel(Composer& composer, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_model(composer)
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(tr("Nothing has these words in its name, formula or tags."), this))
    , m_formula(new QLabel(this))
    , m_help(new QLabel(this))
    , m_preview(new plots::Schedule(this))
    , m_versions(new QMenu(tr("Version"), this))
{
    setupUi();
    createActions();
    connect(m_search, &QLineEdit::textChanged, &m_model, &PolicyLibrary::setFilter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &LibraryPanel::currentChanged);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &LibraryPanel::modelChanged);
    connect(m_list, &QListView::doubleClicked, this, &LibraryPanel::use);
    connect(&m_model, &PolicyLibrary::refused, this, [this](const QString& reason) {
        QMessageBox::warning(this, tr("Rename policy"), reason);
    });
    choose(u"family:TRI"_s);
    modelChanged();
}

void LibraryPanel::setupUi()
{
    m_search->setPlaceholderText(tr("Search names, formulas, tags"));
    m_search->setAccessibleName(tr("Search the library"));
    m_search->setClearButtonEnabled(true);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PolicyDelegate(m_list));
    m_list->setAccessibleName(tr("Policy library"));
    m_list->setToolTip(tr("Enter composes with a policy; Space draws it over what is composed"));
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_nothing->setWordWrap(true);
    m_nothing->setProperty("role", u"dim"_s);
    m_nothing->setMargin(10);
    m_formula->setProperty("role", u"heading"_s);
    for (QLabel* label : {m_formula, m_help}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setTextFormat(Qt::PlainText);
    }
    m_help->setProperty("role", u"dim"_s);
    m_preview->setFixedHeight(kPreviewHeight);
    auto* use = new QPushButton(tr("&Compose with it"), this);
    auto* append = new QPushButton(tr("Appen&d"), this);
    append->setToolTip(tr("As the last segment of what is composed"));
    connect(use, &QPushButton::clicked, this, &LibraryPanel::use);
    connect(append, &QPushButton::clicked, this, &LibraryPanel::append);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(use, 1);
    buttons->addWidget(append, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_search);
    column->addWidget(m_nothing);
    column->addWidget(m_list, 1);
    column->addWidget(m_formula);
    column->addWidget(m_help);
    column->addWidget(m_preview);
    column->addLayout(buttons);
}

QAction* LibraryPanel::addAction(
    const QString& iconName, const QString& text, const QKeySequence& keys, void (LibraryPanel::*slot)())
{
    auto* action = new QAction(icon(iconName), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, slot);
    m_list->addAction(action);
    return action;
}

void LibraryPanel::createActions()
{
    addAction(u"learning-rates"_s, tr("Compose with it"), Qt::Key_Return, &LibraryPanel::use);
    addAction(u"new"_s, tr("Append as segment"), tr("Ctrl+Return"), &LibraryPanel::append);
    addAction(u"copy"_s, tr("Copy policy text"), QKeySequence::Copy, &LibraryPanel::copyText);
    m_projectActions = {addAction(u"rename"_s, tr("Rename"), {}, &LibraryPanel::rename),
        addAction(u"labels"_s, tr("Tags…"), {}, &LibraryPanel::editTags),
        addAction(u"up"_s, tr("Move up"), tr("Alt+Up"), &LibraryPanel::moveUp),
        addAction(u"down"_s, tr("Move down"), tr("Alt+Down"), &LibraryPanel::moveDown),
        addAction(u"delete"_s, tr("Delete"), QKeySequence::Delete, &LibraryPanel::remove)};
    m_list->addAction(m_versions->menuAction());
    m_projectActions << m_versions->menuAction();
    connect(m_versions, &QMenu::aboutToShow, this, &LibraryPanel::fillVersions);
}

const PolicyLibrary::Item* LibraryPanel::current() const
{
    return m_model.itemAt(m_list->currentIndex());
}

void LibraryPanel::choose(const QString& key)
{
    if (const QModelIndex index = m_model.indexOf(key); index.isValid())
        m_list->setCurrentIndex(index);
}

/// The choice stays where it is still to be seen.
void LibraryPanel::modelChanged()
{
    const bool isEmpty = m_model.isEmpty();
    m_nothing->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    if (const QModelIndex index = m_model.indexOf(m_chosen); index.isValid())
        m_list->setCurrentIndex(index);
    else if (m_model.rowCount() > 1)
        m_list->setCurrentIndex(m_model.index(1)); // below the heading
    currentChanged();
}

void LibraryPanel::currentChanged()
{
    const PolicyLibrary::Item* item = current();
    for (QAction* action : m_projectActions)
        action->setEnabled(item && item->kind == Kind::Project && m_composer.policies().canEdit());
    for (QLabel* label : {m_formula, m_help})
        label->setVisible(item != nullptr);
    m_preview->setVisible(item != nullptr);
    if (!item)
        return;
    m_chosen = item->key;
    m_formula->setText(item->kind == Kind::Family ? u"%1(t) = %2"_s.arg(item->name, item->note) : item->name);
    m_help->setText(item->help);
    showPreview(*item);
}

void LibraryPanel::showPreview(const PolicyLibrary::Item& item)
{
    plots::ScheduleData figure{.xTitle = unitTitle(item.composition.unit), .yTitle = rateTitle()};
    figure.series.push_back(policySeries(std::make_shared<const lr::Schedule>(item.composition.schedule),
        item.name,
        {.steps = item.steps, .convention = m_composer.convention()}));
    m_preview->setSchedule(std::move(figure));
    m_preview->fit();
}

void LibraryPanel::use()
{
    const PolicyLibrary::Item* item = current();
    if (!item)
        return;
    Composer::Draft draft{.composition = item->composition, .steps = item->steps};
    if (item->kind == Kind::Family) {
        draft = m_composer.draft();
        draft.origin.reset();
        draft.composition.schedule = {.policies = {typicalPolicy(item->composition.schedule.policies.front().family,
                                          static_cast<double>(draft.steps),
                                          m_composer.lowRate(),
                                          m_composer.highRate())}};
    } else if (item->kind == Kind::Project) {
        draft.origin = item->policy;
    }
    m_composer.edit(draft, tr("Compose with %1").arg(item->name));
}

void LibraryPanel::append()
{
    const PolicyLibrary::Item* item = current();
    if (!item)
        return;
    Composer::Draft draft = m_composer.draft();
    lr::Schedule& schedule = draft.composition.schedule;
    const auto begin = static_cast<double>(draft.steps);
    const lr::Schedule& added = item->composition.schedule;
    const std::uint64_t length = item->kind == Kind::Family ? draft.steps : item->steps;
    schedule.boundaries.push_back(begin);
    for (const double boundary : added.boundaries)
        schedule.boundaries.push_back(begin + boundary);
    if (item->kind == Kind::Family)
        schedule.policies.push_back(typicalPolicy(added.policies.front().family,
            static_cast<double>(length),
            m_composer.lowRate(),
            m_composer.highRate()));
    else
        schedule.policies.insert(schedule.policies.end(), added.policies.begin(), added.policies.end());
    draft.steps += length;
    m_composer.edit(draft, tr("Append %1").arg(item->name));
}

void LibraryPanel::rename()
{
    m_list->edit(m_list->currentIndex());
}

void LibraryPanel::editTags()
{
    const PolicyLibrary::Item* item = current();
    const store::PolicyEntry* entry = item ? m_composer.policies().find(item->policy) : nullptr;
    if (!entry)
        return;
    QStringList tags;
    for (const std::string& tag : entry->tags)
        tags << QString::fromStdString(tag);
    const store::PolicyId policy = entry->id; // the entry may be gone when there is an answer
    const QString project = m_composer.workspace().path();
    bool accepted = false;
    const QString words = QInputDialog::getText(this,
        tr("Tags"),
        tr("Tags of %1, separated by commas").arg(item->name),
        QLineEdit::Normal,
        tags.join(u", "_s),
        &accepted);
    if (accepted && project == m_composer.workspace().path() && m_composer.policies().find(policy))
        m_composer.policies().setTags(policy, words.split(u','));
}

void LibraryPanel::move(int by)
{
    const PolicyLibrary::Item* item = current();
    if (!item || item->kind != Kind::Project)
        return;
    const auto& all = m_composer.policies().policies();
    const auto at = std::ranges::find(all, item->policy, &store::PolicyEntry::id) - all.begin();
    if (at + by >= 0)
        m_composer.policies().move(item->policy, static_cast<std::size_t>(at + by));
}

void LibraryPanel::remove()
{
    if (const PolicyLibrary::Item* item = current(); item && item->kind == Kind::Project)
        m_composer.policies().remove(item->policy);
}

void LibraryPanel::copyText()
{
    if (const PolicyLibrary::Item* item = current())
        QApplication::clipboard()->setText(QString::fromStdString(lr::format(item->composition.schedule)));
}

void LibraryPanel::fillVersions()
{
    m_versions->clear();
    const PolicyLibrary::Item* item = current();
    const store::PolicyEntry* entry = item ? m_composer.policies().find(item->policy) : nullptr;
    if (!entry)
        return;
    for (auto version = entry->versions.rbegin(); version != entry->versions.rend(); ++version) {
        QAction* action = m_versions->addAction(
            tr("%1   %2   %3")
                .arg(version->number)
                .arg(QString::fromStdString(version->savedAt).replace(u'T', u' ').chopped(4),
                    QString::fromStdString(version->policy.text).left(60)));
        action->setCheckable(true);
        action->setChecked(version->number == entry->version);
        connect(action, &QAction::triggered, this, [this, id = entry->id, number = version->number] {
            m_composer.policies().chooseVersion(id, number);
        });
    }
}

QJsonObject LibraryPanel::viewState() const
{
    return {{u"chosen"_s, m_chosen}, {u"search"_s, m_search->text()}};
}

void LibraryPanel::restoreViewState(const QJsonObject& state)
{
    m_search->setText(state["search"_L1].toString());
    m_chosen = state["chosen"_L1].toString(m_chosen);
    modelChanged();
}

} // namespace cobench::ui
