// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/sample_images.h"
#include "ui/models/vote_table.h"
#include "ui/pages/data/sample_finder.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QTableView;
class QToolButton;

namespace cobench::ui {

class WhenSeen;

/// One sample: its picture where the dataset is known, the truth, every model's vote. Walks through all samples or
/// those of a filter.
class SampleView : public QWidget
{
    Q_OBJECT
public:
    explicit SampleView(Workspace& workspace, QWidget* parent = nullptr);

    void setFilter(SampleFilter::Kind kind);
    /// Goes that many samples on in the filtered list; stops at its ends.
    void step(int by);
    std::optional<std::uint32_t> sample() const;
    std::size_t matches() const { return m_samples.size(); }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setupUi();
    void connectWorkspace();
    void refill();
    void fillKinds();
    SampleFilter filter() const;
    void show(std::size_t place);
    void showImage();

    Workspace& m_workspace;
    SampleImages m_images;
    VoteTable m_votes;
    std::vector<std::uint32_t> m_samples;
    std::size_t m_place = 0;
    QComboBox* m_kind;
    QToolButton* m_previous;
    QToolButton* m_next;
    QSpinBox* m_position;
    QLabel* m_count;
    QLabel* m_image;
    QLabel* m_truth;
    QTableView* m_table;
    WhenSeen* m_seen;
};

} // namespace cobench::ui
