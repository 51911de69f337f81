// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export.h"
#include "plots/tree.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace cobench::plots;
using namespace Qt::StringLiterals;

namespace {

/// All subsets of `models` names up to `depth` members; every seventh is pruned, what grows from it is not
/// generated.
TreeData subsets(std::uint32_t models, std::size_t depth)
{
    TreeData data{.title = u"Pruning tree"_s,
        .note = u"GD, test split"_s,
        .rowTitle = u"Team size"_s,
        .columnTitle = u"Teams"_s,
        .valueTitle = u"FQ"_s,
        .names = {},
        .rows = {},
        .nodes = {},
        .range = std::nullopt,
        .describe = {}};
    for (std::uint32_t model = 0; model < models; ++model)
        data.names.push_back(u"m%1"_s.arg(model));
    for (std::size_t row = 0; row < depth; ++row)
        data.rows.push_back(QString::number(row + 1));
    std::vector<std::size_t> level;
    for (std::uint32_t model = 0; model < models; ++model) {
        level.push_back(data.nodes.size());
        data.nodes.push_back({.parent = -1, .name = model, .state = TreeState::Root});
    }
    for (std::size_t row = 1; row < depth; ++row) {
        std::vector<std::size_t> next;
        for (const std::size_t parent : level) {
            for (std::uint32_t model = data.nodes[parent].name + 1; model < models; ++model) {
                const std::size_t index = data.nodes.size();
                const bool dead = data.nodes[parent].state == TreeState::Pruned
                    || data.nodes[parent].state == TreeState::NotGenerated;
                const TreeState state = dead ? TreeState::NotGenerated
                    : index % 7 == 0         ? TreeState::Pruned
                    : index % 5 == 0         ? TreeState::Killed
                                             : TreeState::Kept;
                data.nodes.push_back({.parent = std::int32_t(parent),
                    .name = model,
                    .state = state,
                    .value = dead ? std::nan("") : double(index % 100) / 100.0});
                next.push_back(index);
            }
        }
        level = std::move(next);
    }
    return data;
}

} // namespace

class TreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_node_is_as_wide_as_the_leaves_below_it()
    {
        TreeLayout layout;
        layout.setNodes({{.parent = -1}, {.parent = -1}, {.parent = 0}, {.parent = 0}, {.parent = 2}});
        QCOMPARE(layout.width(), 3.0);
        QCOMPARE(layout.extent(0), 2.0);
        QCOMPARE(layout.left(1), 2.0);
        QCOMPARE(layout.left(3), 1.0);
        QCOMPARE(layout.row(1), (std::vector<std::uint32_t>{2, 3}));
        QCOMPARE(layout.firstEndingAfter(1, 1.0), std::size_t(1));
    }

    void collapsing_hides_descendants_and_narrows_the_branch()
    {
        TreeLayout layout;
        layout.setNodes({{.parent = -1}, {.parent = -1}, {.parent = 0}, {.parent = 0}, {.parent = 2}});
        layout.setCollapsed(0, true);
        QCOMPARE(layout.width(), 2.0);
        QCOMPARE(layout.extent(4), 0.0);
        QCOMPARE(layout.hiddenBelow(0), std::size_t(3));
        layout.setCollapsed(1, true); // has no children
        QVERIFY(!layout.isCollapsed(1));
        layout.expandAll();
        QCOMPARE(layout.width(), 3.0);
    }

    void siblings_fill_their_parent_without_gap_or_overlap()
    {
        const TreeData data = subsets(9, 5);
        TreeLayout layout;
        layout.setNodes(data.nodes);
        for (std::size_t depth = 0; depth < layout.rows(); ++depth) {
            double end = 0.0;
            for (const std::uint32_t node : layout.row(depth)) {
                QVERIFY(layout.left(node) >= end);
                end = layout.left(node) + layout.extent(node);
                if (const auto parent = data.nodes[node].parent; parent >= 0) {
                    QVERIFY(layout.left(node) >= layout.left(std::size_t(parent)));
                    QVERIFY(end <= layout.left(std::size_t(parent)) + layout.extent(std::size_t(parent)));
                }
            }
        }
    }

    void every_shown_node_is_found_under_its_centre()
    {
        Tree tree;
        tree.resize(1600, 700);
        tree.setData(subsets(6, 4));
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree));
        tree.grab();
        for (std::size_t node = 0; node < tree.data().nodes.size(); ++node)
            QCOMPARE(tree.nodeAt(tree.centerOf(node)), std::optional(node));
    }

    void a_click_tells_the_node_and_space_collapses_it()
    {
        Tree tree;
        tree.resize(1200, 600);
        tree.setData(subsets(6, 4));
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree));
        tree.grab();
        QSignalSpy clicked(&tree, &Tree::nodeClicked);
        QWidget* canvas = tree.childAt(tree.rect().center());
        QTest::mouseMove(canvas, canvas->mapFrom(&tree, tree.centerOf(0).toPoint()));
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->mapFrom(&tree, tree.centerOf(0).toPoint()));
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].value<std::size_t>(), std::size_t(0));
        const std::size_t before = tree.tableData().rows.size();
        QTest::keyClick(&tree, Qt::Key_Space);
        QVERIFY(tree.tableData().rows.size() < before);
    }

    void names_lead_from_the_root()
    {
        Tree tree;
        tree.setData(subsets(4, 3));
        QCOMPARE(tree.pathOf(4), (std::vector<QString>{u"m0"_s, u"m1"_s}));
    }

    void a_moved_slider_keeps_zoom_and_collapsed_branches()
    {
        Tree tree;
        tree.resize(800, 400);
        TreeData data = subsets(6, 4);
        tree.setData(data);
        tree.setCollapsed(0, true);
        tree.zoomTo(1);
        const ViewRange view = tree.viewRange();
        data.nodes[8].state = TreeState::Killed;
        tree.updateNodes(data.nodes, u"β = 20 %"_s);
        QCOMPARE(tree.viewRange(), view);
        QVERIFY(tree.note().contains(u"20"_s));
    }

    void fifty_thousand_nodes_are_all_in_the_table_and_the_picture_is_made()
    {
        Tree tree;
        tree.resize(1400, 700);
        TreeData data = subsets(22, 6);
        QVERIFY(data.nodes.size() > 50000);
        const std::size_t nodes = data.nodes.size();
        tree.setData(std::move(data));
        QCOMPARE(tree.tableData().rows.size(), nodes);
        QImage image(1400, 700, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        tree.paint(painter, image.size());
        std::set<QRgb> colors;
        for (int x = 0; x < image.width(); x += 3)
            colors.insert(image.pixel(x, 350));
        QVERIFY(colors.size() > 10);
    }
};

QTEST_MAIN(TreeTest)
#include "tree_test.moc"
