// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export.h"
#include "plots/tree.h"
#include "tests/plots/sample_charts.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace cobench::plots;
using cobench::test::sampleTree;
using namespace Qt::StringLiterals;

namespace {

const std::vector<TreeNode> kFive{{.parent = -1}, {.parent = -1}, {.parent = 0}, {.parent = 0}, {.parent = 2}};

} // namespace

class TreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_node_is_as_wide_as_the_leaves_below_it()
    {
        TreeLayout layout;
        layout.setNodes(kFive);
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
        layout.setNodes(kFive);
        layout.setCollapsed(0, true);
        QCOMPARE(layout.width(), 2.0);
        QCOMPARE(layout.extent(4), 0.0);
        QCOMPARE(layout.hiddenBelow(0), std::size_t(3));
        layout.setCollapsed(1, true); // has no children
        QVERIFY(!layout.isCollapsed(1));
        layout.expandAll();
        QCOMPARE(layout.width(), 3.0);
    }

    void nodes_in_any_order_stand_from_left_to_right()
    {
        TreeLayout layout;
        layout.setNodes(std::vector<TreeNode>{
            {.parent = -1}, {.parent = -1}, {.parent = 1}, {.parent = 0}, {.parent = 0}, {.parent = 2}});
        QCOMPARE(layout.row(1), (std::vector<std::uint32_t>{3, 4, 2}));
        QCOMPARE(layout.left(2), 2.0);
    }

    void the_same_parents_share_their_places()
    {
        const TreeNodes before(kFive);
        std::vector<TreeNode> moved = kFive;
        moved[3].state = TreeState::Pruned;
        QVERIFY(TreeNodes(moved, before).sharesShapeWith(before));
        moved[3].parent = 1;
        QVERIFY(!TreeNodes(moved, before).sharesShapeWith(before));
        moved.pop_back();
        QVERIFY(!TreeNodes(moved, before).sharesShapeWith(before));
    }

    void siblings_fill_their_parent_without_gap_or_overlap()
    {
        const TreeData data = sampleTree(9, 5);
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
        tree.setData(sampleTree(6, 4));
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree, 30000));
        tree.grab();
        for (std::size_t node = 0; node < tree.data().nodes.size(); ++node)
            QCOMPARE(tree.nodeAt(tree.centerOf(node)), std::optional(node));
    }

    void a_click_tells_the_node_and_space_collapses_it()
    {
        Tree tree;
        tree.resize(1200, 600);
        tree.setData(sampleTree(6, 4));
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree, 30000));
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
        tree.setData(sampleTree(4, 3));
        QCOMPARE(tree.pathOf(4), (std::vector<QString>{u"m0"_s, u"m1"_s}));
    }

    void a_moved_slider_keeps_zoom_and_collapsed_branches()
    {
        Tree tree;
        tree.resize(800, 400);
        TreeData data = sampleTree(6, 4);
        tree.setData(data);
        tree.setCollapsed(0, true);
        tree.zoomTo(1);
        const ViewRange view = tree.viewRange();
        std::vector<TreeNode> nodes(data.nodes.begin(), data.nodes.end());
        nodes[8].state = TreeState::Killed;
        tree.updateNodes(TreeNodes(nodes, data.nodes), u"β = 20 %"_s);
        QCOMPARE(tree.viewRange(), view);
        QVERIFY(tree.note().contains(u"20"_s));
    }

    void revealing_a_hidden_node_expands_and_zooms_to_where_it_can_be_read()
    {
        Tree tree;
        tree.resize(900, 400);
        tree.setData(sampleTree(10, 5));
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree, 30000));
        tree.grab();
        const std::size_t last = tree.data().nodes.size() - 1;
        tree.setCollapsed(0, true);
        tree.collapseBelow(1);
        tree.reveal(last);
        tree.grab();
        QCOMPARE(tree.nodeAt(tree.centerOf(last)), std::optional(last));
        const ViewRange view = tree.viewRange();
        tree.reveal(last);
        QCOMPARE(tree.viewRange(), view);
        QVERIFY(view.x.high - view.x.low < 900.0 / 28.0 + 1.0);
    }

    void outlines_are_in_the_key_and_keys_act_on_the_node_stepped_to()
    {
        Tree tree;
        tree.resize(900, 400);
        tree.setData(sampleTree(6, 4));
        const auto picture = [&] {
            QImage image(900, 400, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            tree.paint(painter, image.size());
            return image;
        };
        const QImage plain = picture();
        tree.setFound({7, 8, 9}, 8);
        const QImage found = picture();
        tree.setSelected({10});
        tree.setLinks({{.from = 20, .to = 7}, {.from = 20, .to = 0, .strong = true}});
        QVERIFY(found != plain && picture() != found);
        QSignalSpy clicked(&tree, &Tree::nodeClicked);
        QTest::keyClick(&tree, Qt::Key_Return);
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].value<std::size_t>(), std::size_t(8));
        tree.setData(sampleTree(5, 3));
        QVERIFY(tree.selected().empty() && tree.links().empty());
    }

    void fifty_thousand_nodes_are_all_in_the_table_and_the_picture_is_made()
    {
        Tree tree;
        tree.resize(1400, 700);
        TreeData data = sampleTree(22, 6);
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
