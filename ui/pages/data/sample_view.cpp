// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/sample_view.h"

#include "ui/pages/reports/pool_phrases.h"
#include "ui/style/icons.h"
#include "ui/widgets/colour_swatch.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/when_seen.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr int kImageSize = 140;

QToolButton* stepButton(const QString& iconName, const QString& text, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRepeat(true);
    return button;
}

} // namespace

SampleView::SampleView(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_images(workspace)
    , m_kind(new QComboBox(this))
    , m_previous(stepButton(QStringLiteral("previous"), tr("Previous sample"), this))
    , m_next(stepButton(QStringLiteral("next"), tr("Next sample"), this))
    , m_position(new QSpinBox(this))
    , m_count(new QLabel(this))
    , m_image(new QLabel(this))
    , m_truth(new QLabel(this))
    , m_table(new QTableView(this))
    , m_seen(new WhenSeen(this, [this] { refill(); }))
{
    m_seen->request();
    setupUi();
    connectWorkspace();
    fillKinds();
    if (!m_workspace.selection().samples().empty())
        setFilter(SampleFilter::Kind::Chosen);
}

void SampleView::setupUi()
{
    m_kind->setAccessibleName(tr("Samples to walk through"));
    m_position->setAccessibleName(tr("Number of the sample"));
    m_position->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_position->setKeyboardTracking(false);
    m_image->setFixedSize(kImageSize, kImageSize);
    m_image->setAlignment(Qt::AlignCenter);
    m_image->setObjectName(QStringLiteral("picture"));
    m_truth->setWordWrap(true);
    m_truth->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_count->setProperty("role", QStringLiteral("dim"));
    m_table->setModel(&m_votes);
    m_table->setAccessibleName(tr("Votes of the models"));
    m_table->setItemDelegateForColumn(
        VoteTable::ModelColumn, new SwatchDelegate(VoteTable::ColourRole, -1, m_table));
    m_table->setShowGrid(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addAction(commandAction(
        [this] { return sample() ? poolVotesCommand(placeOf(m_workspace), {*sample()}) : QString(); }, this));
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setMinimumSectionSize(fontMetrics().horizontalAdvance(tr("Vote")) + 32);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(VoteTable::ModelColumn, QHeaderView::Stretch);
    auto* walk = new QHBoxLayout;
    walk->addWidget(m_previous);
    walk->addWidget(m_position);
    walk->addWidget(m_next);
    walk->addWidget(m_count, 1);
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(m_image);
    head->addWidget(m_truth, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_kind);
    column->addLayout(walk);
    column->addLayout(head);
    column->addWidget(m_table, 1);
}

void SampleView::connectWorkspace()
{
    connect(&m_workspace, &Workspace::splitChanged, m_seen, &WhenSeen::request);
    connect(&m_workspace.selection(), &Selection::modelsChanged, this, [this] {
        fillKinds();
        if (m_kind->currentData().toInt() == static_cast<int>(SampleFilter::Kind::WrongFor))
            m_seen->request();
    });
    connect(&m_workspace.selection(), &Selection::samplesChanged, this, [this] {
        setFilter(m_workspace.selection().samples().empty() ? SampleFilter::Kind::All : SampleFilter::Kind::Chosen);
    });
    connect(m_kind, &QComboBox::activated, m_seen, &WhenSeen::request);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_position, &QSpinBox::valueChanged, this, [this](int number) {
        show(static_cast<std::size_t>(number - 1));
    });
    connect(&m_images, &SampleImages::found, this, &SampleView::showImage);
}

void SampleView::fillKinds()
{
    const QVariant before = m_kind->currentData();
    const QSignalBlocker quiet(m_kind);
    m_kind->clear();
    const auto add
        = [this](const QString& text, SampleFilter::Kind kind) { m_kind->addItem(text, static_cast<int>(kind)); };
    add(tr("All samples"), SampleFilter::Kind::All);
    add(tr("Models disagree"), SampleFilter::Kind::Disagreement);
    add(tr("All models are wrong"), SampleFilter::Kind::AllWrong);
    const auto pool = m_workspace.pool();
    const auto& models = m_workspace.selection().models();
    if (pool && !models.empty() && models.front() < pool->size())
        add(tr("Wrong for %1").arg(QString::fromStdString(pool->models[models.front()].name)),
            SampleFilter::Kind::WrongFor);
    add(tr("Selected in other views"), SampleFilter::Kind::Chosen);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(before)));
}

SampleFilter SampleView::filter() const
{
    const auto& selection = m_workspace.selection();
    return {.kind = static_cast<SampleFilter::Kind>(m_kind->currentData().toInt()),
        .model = selection.models().empty() ? 0 : selection.models().front(),
        .chosen = selection.samples()};
}

void SampleView::setFilter(SampleFilter::Kind kind)
{
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(static_cast<int>(kind))));
    m_seen->request();
}

void SampleView::refill()
{
    const auto prepared = m_workspace.prepared();
    if (!prepared) {
        m_samples.clear();
        return show(0);
    }
    m_images.find();
    m_workspace.async().runLatest<std::vector<std::uint32_t>>(
        this,
        QStringLiteral("samples"),
        {},
        [prepared, wanted = filter()](
            Progress&, const CancelToken&) { return Result(findSamples(*prepared, wanted)); },
        [this](Result<std::vector<std::uint32_t>> samples) {
            if (!samples)
                return;
            m_samples = std::move(*samples);
            show(0);
        });
}

std::optional<std::uint32_t> SampleView::sample() const
{
    return m_place < m_samples.size() ? std::optional(m_samples[m_place]) : std::nullopt;
}

void SampleView::step(int by)
{
    const auto last = static_cast<std::ptrdiff_t>(m_samples.size()) - 1;
    const auto wanted = static_cast<std::ptrdiff_t>(m_place) + by;
    show(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, std::max<std::ptrdiff_t>(last, 0))));
}

void SampleView::show(std::size_t place)
{
    m_place = place;
    const int count = static_cast<int>(m_samples.size());
    const QSignalBlocker quiet(m_position);
    m_position->setRange(std::min(1, count), count);
    m_position->setValue(count == 0 ? 0 : static_cast<int>(place) + 1);
    m_count->setText(tr("of %1").arg(QLocale().toString(count)));
    m_previous->setEnabled(place > 0);
    m_next->setEnabled(static_cast<int>(place) + 1 < count);
    const auto current = sample();
    if (!current || !m_workspace.prepared() || *current >= m_workspace.prepared()->samples()) {
        m_votes.setSample(nullptr, nullptr, 0);
        m_truth->setText(count == 0 ? tr("No sample to show.") : QString());
        m_image->clear();
        return;
    }
    m_votes.setSample(m_workspace.snapshot(), m_workspace.split(), *current);
    m_truth->setText(
        QStringLiteral("<b>%1</b><br>%2")
            .arg(classText(*m_workspace.pool(), m_workspace.prepared()->truth()[*current]).toHtmlEscaped(),
                tr("Sample %1 of %2").arg(*current).arg(m_workspace.splitTitle().toHtmlEscaped())));
    showImage();
}

void SampleView::showImage()
{
    const auto current = sample();
    const QImage picture = current ? m_images.image(*current) : QImage();
    m_image->setVisible(!picture.isNull());
    if (picture.isNull())
        return;
    const QSize size = m_image->size() * devicePixelRatioF();
    QPixmap pixmap = QPixmap::fromImage(picture.scaled(size, Qt::KeepAspectRatio, Qt::FastTransformation));
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_image->setPixmap(pixmap);
    m_image->setToolTip(m_images.title());
    m_image->setAccessibleName(tr("Picture from %1").arg(m_images.title()));
}

void SampleView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left)
        return step(-1);
    if (event->key() == Qt::Key_Right)
        return step(1);
    QWidget::keyPressEvent(event);
}

} // namespace cobench::ui
