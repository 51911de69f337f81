// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/live_panel.h"

#include "ui/pages/edge/replay.h"
#include "ui/pages/edge/replay_bar.h"
#include "ui/style/icons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/slider_box.h"
#include "ui/widgets/when_seen.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QSpinBox>
#include <QSplitter>
#include <QToolButton>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using State = EdgeSession::State;

constexpr int kMostViews = 4;
constexpr double kShareOfTime = 0.04; // that drawing may take
constexpr double kMostScore = 5.0; // HOG's scores are distances, not shares
constexpr int kFirstContents[]
    = {FramePane::Original, FramePane::ThisRun, FramePane::Reference, FramePane::ThisRun};

QString stateText(const EdgeSession& session)
{
    switch (session.state) {
    case State::Queued:
        return LivePanel::tr("starting source and devices…");
    case State::Running:
        return session.lostSignal() ? LivePanel::tr("no signal, trying again") : LivePanel::tr("running");
    case State::Paused:
        return LivePanel::tr("paused");
    case State::Finished:
        return LivePanel::tr("finished");
    case State::Stopped:
        return LivePanel::tr("stopped");
    case State::Failed:
        return LivePanel::tr("failed");
    }
    return {};
}

/// What a person must know of a run; empty = nothing.
QString noticeOf(const EdgeSession& session)
{
    if (session.state == State::Failed)
        return QString::fromStdString(describe(*session.end.problem));
    if (const detect::RunEvent* lost = session.lostSignal())
        return LivePanel::tr(
            "%1: %2. What is shown is not of now. The source is called again until it answers; the "
            "run goes on then.")
            .arg(sourceTitle(session.setup.source), QString::fromStdString(detect::describe(*lost)));
    return {};
}

QImage imageOf(const data::Image& image)
{
    const auto width = static_cast<int>(image.width);
    const auto height = static_cast<int>(image.height);
    const auto stride = static_cast<qsizetype>(image.width) * image.channels;
    const QImage::Format format = image.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888;
    // 32 bits a pixel scale several times as fast as 24.
    return QImage(image.pixels.data(), width, height, stride, format).convertToFormat(QImage::Format_RGB32);
}

} // namespace

LivePanel::LivePanel(SetupDraft& draft, EdgeSessions& sessions, QWidget* parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_sessions(sessions)
    , m_status(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_views(new QSpinBox(this))
    , m_score(new SliderBox(0.0, kMostScore, 0.05, this))
    , m_truth(new QCheckBox(tr("Ground &truth"), this))
    , m_stage(new QWidget(this))
    , m_wall(new QSplitter(Qt::Horizontal, m_stage))
    , m_replay(new Replay(sessions, this))
    , m_replayBar(new ReplayBar(*m_replay, this))
    , m_seen(new WhenSeen(this, [this] { showFrame(); }))
    , m_empty(new EmptyState(u"edge"_s,
          tr("No run in this window yet"),
          tr("Frames of a video or a folder go to one or many devices, each with a detector of its own or one that "
             "is "
             "emulated. Set it up on the left and start it: frames, boxes and figures come in live."),
          m_stage))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_problem);
    column->addWidget(m_stage, 1);
    column->addWidget(m_replayBar);
    column->addWidget(makeOptions());
    auto* stage = new QHBoxLayout(m_stage);
    stage->setContentsMargins(0, 0, 0, 0);
    stage->addWidget(m_wall);
    m_wall->setChildrenCollapsible(false);
    setViews(2);
    m_empty->coverParent();
    connectAll();
    refreshActions();
}

QAction* LivePanel::addButton(QLayout& row, const QString& iconName, const QString& text, const QString& help)
{
    auto* action = new QAction(icon(iconName), text, this);
    action->setToolTip(help);
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row.addWidget(button);
    addAction(action);
    return action;
}

QWidget* LivePanel::makeBar()
{
    auto* bar = new QFrame(this);
    bar->setObjectName(u"toolRow"_s);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    m_start
        = addButton(*row, u"play"_s, tr("&Start"), tr("Runs what is set up on the left; behind what runs already"));
    m_pause = addButton(*row,
        u"pause"_s,
        tr("&Pause"),
        tr("The source waits; frames under way are finished, then the run's time stands still"));
    m_step = addButton(*row, u"next"_s, tr("St&ep"), tr("One more frame of a paused run"));
    m_stop = addButton(*row, u"stop"_s, tr("St&op"), tr("Ends the run; its figures so far stay"));
    m_reference = addButton(*row,
        u"truth"_s,
        tr("Make &reference"),
        tr("Runs the same detector over every frame, however long that takes: what could have been shown with "
           "enough "
           "devices"));
    m_pause->setCheckable(true);
    row->addWidget(m_status, 1);
    m_status->setProperty("role", u"dim"_s);
    m_problem->setObjectName(u"notice"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return bar;
}

QWidget* LivePanel::makeOptions()
{
    auto* options = new QWidget(this);
    auto* row = new QHBoxLayout(options);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_truth);
    m_truth->setChecked(true);
    m_truth->setToolTip(tr("Draws the true boxes of the set-up's ground truth, thin and white"));
    auto* scoreLabel = new QLabel(tr("Score ≥"), options);
    row->addWidget(scoreLabel);
    m_score->setName(tr("Lowest score that is drawn"),
        tr("Boxes below are not drawn; figures and files keep them. Scores of HOG and cascades have no upper end"));
    m_score->setMaximumWidth(240);
    row->addWidget(m_score, 1);
    row->addStretch(1);
    auto* viewsLabel = new QLabel(tr("&Views"), options);
    viewsLabel->setBuddy(m_views);
    m_views->setRange(1, kMostViews);
    m_views->setToolTip(tr("How many pictures of the frame stand side by side"));
    m_views->setAccessibleName(tr("Views"));
    row->addWidget(viewsLabel);
    row->addWidget(m_views);
    return options;
}

void LivePanel::connectAll()
{
    connect(m_start, &QAction::triggered, this, [this] {
        if (m_draft.isReady())
            m_sessions.start(m_draft.setup());
    });
    connect(m_reference, &QAction::triggered, this, [this] {
        if (m_draft.isReady())
            m_sessions.startReference(m_draft.setup());
    });
    connect(m_pause, &QAction::triggered, &m_sessions, &EdgeSessions::setPaused);
    connect(m_step, &QAction::triggered, &m_sessions, &EdgeSessions::step);
    connect(m_stop, &QAction::triggered, &m_sessions, &EdgeSessions::stop);
    connect(&m_draft, &SetupDraft::problemsChanged, this, &LivePanel::refreshActions);
    connect(&m_sessions, &EdgeSessions::stateChanged, this, &LivePanel::refreshActions);
    connect(&m_sessions, &EdgeSessions::listChanged, this, &LivePanel::refreshActions);
    connect(&m_sessions, &EdgeSessions::toldChanged, this, &LivePanel::refreshActions);
    connect(&m_sessions, &EdgeSessions::toldChanged, m_seen, &WhenSeen::request);
    connect(&m_sessions, &EdgeSessions::listChanged, m_seen, &WhenSeen::request);
    connect(&m_sessions, &EdgeSessions::stateChanged, m_seen, &WhenSeen::request);
    connect(&m_sessions, &EdgeSessions::framed, this, &LivePanel::framed);
    connect(m_views, &QSpinBox::valueChanged, this, &LivePanel::setViews);
    connect(m_score, &SliderBox::edited, m_seen, &WhenSeen::request);
    connect(m_truth, &QCheckBox::toggled, m_seen, &WhenSeen::request);
}

void LivePanel::refreshActions()
{
    const EdgeSession* active = m_sessions.active();
    const EdgeSession* told = m_sessions.told();
    const bool isPaused = active && active->state == State::Paused;
    m_start->setEnabled(m_draft.isReady());
    m_reference->setEnabled(m_draft.isReady() && !m_draft.setup().isLive()); // of which nobody has every frame
    m_pause->setEnabled(active && active->setup.clock == EdgeSetup::Clock::Real);
    m_pause->setChecked(isPaused);
    m_step->setEnabled(isPaused);
    m_stop->setEnabled(active);
    m_status->setText(told ? u"#%1 %2"_s.arg(told->number).arg(stateText(*told)) : QString());
    const QString notice = told ? noticeOf(*told) : QString();
    m_problem->setVisible(!notice.isEmpty());
    m_problem->setText(notice);
    m_empty->setVisible(m_sessions.all().empty());
}

QString LivePanel::status() const
{
    return m_problem->isHidden() ? m_status->text() : m_problem->text();
}

/// A new frame is there: shown now, unless drawing has had its share of the time.
void LivePanel::framed()
{
    double seconds = m_pictureSeconds;
    for (int view = 0; view < m_views->value(); ++view)
        seconds += m_panes[static_cast<std::size_t>(view)]->view().paintSeconds();
    const bool isOver = !m_sessions.active();
    if (isOver || !m_sinceShown.isValid()
        || 1e-3 * static_cast<double>(m_sinceShown.elapsed()) >= seconds / kShareOfTime)
        m_seen->request();
}

const QImage& LivePanel::pictureOf(const detect::Outcome& frame)
{
    if (frame.picture != m_pictured) {
        QElapsedTimer clock;
        clock.start();
        m_picture = frame.picture ? imageOf(*frame.picture) : QImage();
        m_pictured = frame.picture;
        m_pictureSeconds = 1e-9 * static_cast<double>(clock.nsecsElapsed());
    }
    return m_picture;
}

BoxFilter LivePanel::filter() const
{
    return {.leastScore = m_score->value(), .showsTruth = m_truth->isChecked()};
}

void LivePanel::showFrame()
{
    m_sinceShown.start();
    const auto& frame = m_sessions.newestFrame();
    const EdgeSession* told = m_sessions.told();
    const QString badge = told && told->lostSignal() ? tr("No signal") : QString();
    for (int view = 0; view < m_views->value(); ++view) {
        FramePane& pane = *m_panes[static_cast<std::size_t>(view)];
        if (frame)
            pane.show(*frame, pictureOf(*frame), filter());
        else
            pane.showNothing(emptyText());
        pane.view().setBadge(badge);
    }
}

QString LivePanel::emptyText() const
{
    const EdgeSession* told = m_sessions.told();
    if (told && !told->isOver())
        return tr("The first frame is on its way.");
    if (told && told->state == State::Failed)
        return tr("This run ended before its first frame.");
    return told && told->kept ? tr("The frames of this run are on their way.") : tr("No frame yet.");
}

void LivePanel::setViews(int views)
{
    while (static_cast<int>(m_panes.size()) < views) {
        auto* pane = new FramePane(m_sessions, kFirstContents[m_panes.size()], m_wall);
        connect(pane, &FramePane::contentChanged, m_seen, &WhenSeen::request);
        m_wall->insertWidget(static_cast<int>(m_panes.size()), pane);
        m_panes.push_back(pane);
    }
    for (std::size_t pane = 0; pane < m_panes.size(); ++pane)
        m_panes[pane]->setVisible(static_cast<int>(pane) < views);
    m_views->setValue(views);
    m_seen->request();
}

QJsonObject LivePanel::viewState() const
{
    QJsonArray contents;
    for (int view = 0; view < m_views->value(); ++view)
        contents.append(
            std::min(0, m_panes[static_cast<std::size_t>(view)]->content())); // runs end with the window
    return {{u"views"_s, contents}, {u"score"_s, m_score->value()}, {u"truth"_s, m_truth->isChecked()}};
}

void LivePanel::restoreViewState(const QJsonObject& state)
{
    const QJsonArray contents = state["views"_L1].toArray();
    if (!contents.isEmpty())
        setViews(std::clamp(static_cast<int>(contents.size()), 1, kMostViews));
    for (int view = 0; view < std::min(static_cast<int>(contents.size()), kMostViews); ++view)
        m_panes[static_cast<std::size_t>(view)]->setContent(contents[view].toInt());
    m_score->setValue(state["score"_L1].toDouble(m_score->value()));
    m_truth->setChecked(state["truth"_L1].toBool(m_truth->isChecked()));
    m_seen->request();
}

} // namespace cobench::ui
