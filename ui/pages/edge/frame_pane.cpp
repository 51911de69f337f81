// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/frame_pane.h"

#include "ui/bridge/counted.h"
#include "ui/pages/reports/phrases.h"
#include "ui/widgets/narrow_box.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kContentLetters = 18;

QString causeTitle(detect::DropCause cause)
{
    switch (cause) {
    case detect::DropCause::Queue:
        return FramePane::tr("the queue was full");
    case detect::DropCause::Deadline:
        return FramePane::tr("past its deadline");
    case detect::DropCause::DeviceLost:
        return FramePane::tr("its device was lost");
    case detect::DropCause::SourceLate:
        return FramePane::tr("the source was late");
    case detect::DropCause::Network:
        return FramePane::tr("the link failed");
    case detect::DropCause::Decode:
        return FramePane::tr("it could not be decoded");
    }
    return {};
}

QString captionOf(const EdgeSession& session, const detect::Outcome& outcome)
{
    const QString frame = FramePane::tr("frame %1").arg(count(outcome.number + 1));
    if (!outcome.dropped)
        return FramePane::tr("%1, by %2 in %3 ms")
            .arg(frame, QString::fromStdString(session.end.figures.devices[outcome.device].name))
            .arg(1e3 * detect::seconds(outcome.finished - outcome.started), 0, 'f', 1);
    QString dropped = FramePane::tr("%1, dropped: %2").arg(frame, causeTitle(*outcome.dropped));
    if (!outcome.boxes)
        return dropped;
    return FramePane::tr("%1; boxes %2 old")
        .arg(dropped, counted(outcome.age(), FramePane::tr("frame"), FramePane::tr("frames")));
}

QRectF rectOf(const data::Box& box)
{
    return {box.x, box.y, box.width, box.height};
}

std::vector<FrameBox> trueBoxes(const EdgeSession& session, detect::FrameNumber frame)
{
    std::vector<FrameBox> boxes;
    if (session.truth)
        for (const FrameTruth::Object& object : session.truth->at(frame))
            boxes.push_back({.place = rectOf(object.box),
                .label = QString::fromStdString(object.className),
                .kind = object.isIgnored ? FrameBox::Kind::Ignored : FrameBox::Kind::Truth});
    return boxes;
}

} // namespace

QString classTitle(const EdgeSession& session, std::int32_t classIndex)
{
    if (session.model.startsWith("hog"_L1) || session.model == "haar-fullbody"_L1)
        return FramePane::tr("person");
    if (session.model == "haar-face"_L1 || session.model == "lbp-face"_L1)
        return FramePane::tr("face");
    if (classIndex < 0)
        return {};
    const auto index = static_cast<std::size_t>(classIndex);
    return index < session.classNames.size() ? QString::fromStdString(session.classNames[index])
                                             : QString::number(classIndex);
}

FramePane::FramePane(EdgeSessions& sessions, int content, QWidget* parent)
    : QWidget(parent)
    , m_sessions(sessions)
    , m_content(new NarrowBox(this))
    , m_caption(new QLabel(this))
    , m_view(new FrameView(this))
{
    m_content->setAccessibleName(tr("What this picture shows"));
    m_content->setToolTip(tr("The same frame as beside it: as it is, or with the boxes of this run, of the offline "
                             "reference (one device, every frame), or of another run"));
    m_content->setMinimumContentsLength(kContentLetters);
    m_caption->setProperty("role", u"dim"_s);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 8, 4);
    head->addWidget(m_content);
    head->addStretch(1);
    m_caption->setContentsMargins(8, 3, 8, 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addWidget(m_caption);
    refillContents();
    setContent(content);
    connect(&m_sessions, &EdgeSessions::listChanged, this, &FramePane::refillContents);
    connect(m_content, &QComboBox::activated, this, &FramePane::contentChanged);
}

void FramePane::refillContents()
{
    const int before = m_content->count() > 0 ? content() : int(ThisRun);
    const QSignalBlocker quiet(m_content);
    m_content->clear();
    m_content->addItem(tr("Original"), Original);
    m_content->addItem(tr("This run"), ThisRun);
    m_content->addItem(tr("Offline reference"), Reference);
    for (const auto& session : m_sessions.all())
        if (!session->isReference)
            m_content->addItem(session->title(), session->number);
    setContent(before);
}

int FramePane::content() const
{
    return m_content->currentData().toInt();
}

void FramePane::setContent(int content)
{
    m_content->setCurrentIndex(std::max(0, m_content->findData(content)));
}

/// Whose boxes are shown; nullptr = nobody's.
const EdgeSession* FramePane::session() const
{
    const EdgeSession* shown = m_sessions.find(m_sessions.shown());
    switch (content()) {
    case Original:
        return nullptr;
    case ThisRun:
        return shown;
    case Reference:
        return shown ? m_sessions.referenceFor(shown->setup) : nullptr;
    default:
        return m_sessions.find(content());
    }
}

std::vector<FrameBox> FramePane::boxesOf(
    const EdgeSession& session, const detect::Outcome& outcome, double leastScore) const
{
    std::vector<FrameBox> boxes;
    if (!outcome.boxes)
        return boxes;
    for (const data::Detection& found : *outcome.boxes) {
        if (found.score < leastScore)
            continue;
        QString label = (classTitle(session, found.classIndex) + u' ' + fixed(found.score, 2)).trimmed();
        if (outcome.age() > 0)
            label += u" −%1"_s.arg(outcome.age());
        boxes.push_back({.place = rectOf(found.box),
            .label = label,
            .kind = outcome.age() > 0 ? FrameBox::Kind::Stale : FrameBox::Kind::Found,
            .category = std::max(0, found.classIndex)});
    }
    return boxes;
}

void FramePane::show(const detect::Outcome& frame, const QImage& picture, const BoxFilter& filter)
{
    const EdgeSession* whose = session();
    std::vector<FrameBox> boxes;
    if (const EdgeSession* shown = m_sessions.find(m_sessions.shown()); shown && filter.showsTruth)
        boxes = trueBoxes(*shown, frame.number);
    QString caption;
    if (content() == Original)
        caption = tr("frame %1").arg(count(frame.number + 1));
    else if (!whose)
        caption = content() == Reference ? tr("not made yet: “Make reference” above") : tr("no such run any more");
    else if (const detect::Outcome* outcome = content() == ThisRun ? &frame : whose->at(frame.number)) {
        caption = captionOf(*whose, *outcome);
        std::ranges::move(boxesOf(*whose, *outcome, filter.leastScore), std::back_inserter(boxes));
    } else {
        m_sessions.load(whose->number);
        caption = tr("this run has no frame %1").arg(count(frame.number + 1));
    }
    m_caption->setText(caption);
    m_caption->setToolTip(caption);
    m_view->setFrame(picture,
        std::move(boxes),
        tr("This frame has no picture: frames of this source are only counted, or the source is not there any "
           "more."));
    m_view->setAccessibleName(tr("%1: %2").arg(m_content->currentText(), caption));
}

void FramePane::showNothing(const QString& text)
{
    m_caption->clear();
    m_view->setFrame({}, {}, text);
}

QString FramePane::caption() const
{
    return m_caption->text();
}

} // namespace cobench::ui
