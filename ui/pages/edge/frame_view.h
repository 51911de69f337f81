// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

#include <vector>

namespace cobench::ui {

/// A box over a frame, in the frame's pixels.
struct FrameBox {
    enum class Kind { Found, Stale, Truth, Ignored };

    QRectF place;
    QString label; // class and score
    Kind kind = Kind::Found;
    int category = 0; // colour, of boxes that were found
};

/// One frame with boxes over it, as large as there is room. Stale boxes are dashed, true ones white and black.
class FrameView : public QWidget
{
    Q_OBJECT
public:
    explicit FrameView(QWidget* parent = nullptr);

    /// A null image shows `text` instead.
    void setFrame(const QImage& image, std::vector<FrameBox> boxes, const QString& text = {});
    /// A word in the corner, such as that the picture is not of now; empty = none.
    void setBadge(const QString& text);
    const QString& badge() const { return m_badge; }
    const QImage& image() const { return m_image; }
    const std::vector<FrameBox>& boxes() const { return m_boxes; }
    /// Seconds that the last paint took.
    double paintSeconds() const { return m_paintSeconds; }

    QSize sizeHint() const override { return {480, 360}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF target() const;
    void paintBadge(QPainter& painter) const;
    void paintBox(QPainter& painter, const FrameBox& box, const QRectF& area) const;

    QImage m_image;
    std::vector<FrameBox> m_boxes;
    QString m_text;
    QString m_badge;
    double m_paintSeconds = 0.0;
};

} // namespace cobench::ui
