// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace cobench::plots {

class UpsetGlyphs;

struct UpsetSet {
    QString name;
    std::size_t category = 0; // its colour
};

/// What is in exactly these sets and in no other.
struct UpsetGroup {
    std::vector<std::size_t> sets; // ascending
    double count = 0.0;
    double part = 0.0; // of count: drawn light
};

struct UpsetData {
    QString title;
    QString note;
    QString setTitle; // "Failing members"
    QString countTitle; // with unit
    QString partTitle; // "of them the team is right"; also says what light means
    std::vector<UpsetSet> sets;
    std::vector<UpsetGroup> groups; // first to the left
};

/// Which sets share how many elements, exactly (UpSet; Lex et al., IEEE TVCG 20(12), 2014): a bar for each
/// combination and, below it, dots for the sets it is made of. Shows the first kShownGroups until it is moved.
class Upset : public PlotWidget
{
    Q_OBJECT
public:
    static constexpr std::size_t kShownGroups = 24;

    explicit Upset(QWidget* parent = nullptr);

    void setData(UpsetData data);
    const UpsetData& data() const { return m_data; }
    void setSelected(std::optional<std::size_t> group);
    PlotTable tableData() const override;
    QString summary() const override;

Q_SIGNALS:
    void groupClicked(std::size_t group, Qt::KeyboardModifiers modifiers);

protected:
    ViewRange fullRange() const override;
    std::optional<ViewRange> viewLimit() const override;
    void applyTheme() override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    void clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers) override;

private:
    std::optional<std::size_t> groupAt(const QPointF& pixel) const;
    QString setNames(const UpsetGroup& group) const;

    UpsetData m_data;
    UpsetGlyphs* m_glyphs; // owned by the plot
};

} // namespace cobench::plots
