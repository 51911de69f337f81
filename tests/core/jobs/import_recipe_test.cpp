// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/import_recipe.h"

#include <QTest>

#include <filesystem>

using namespace cobench;
using namespace cobench::jobs;

class ImportRecipeTest : public QObject
{
    Q_OBJECT

private slots:
    void a_recipe_reads_back_as_it_was_written();
    void relative_paths_become_absolute();
    void text_of_another_kind_is_no_recipe();
};

void ImportRecipeTest::a_recipe_reads_back_as_it_was_written()
{
    const io::LoadPoolOptions options{.inputs = {"/a/with space", "/b/two\nlines", "/c/back\\n", "val=/v,test=/t"},
        .labels = "/labels\n.npy",
        .values = io::ValueReading::Logits};
    const auto back = fromRecipe(toRecipe(options));
    QVERIFY(back);
    QCOMPARE(back->inputs, options.inputs);
    QCOMPARE(back->labels, options.labels);
    QCOMPARE(back->values, options.values);
    const auto plain = fromRecipe(toRecipe({.inputs = {"/a"}, .labels = {}}));
    QVERIFY(plain && !plain->labels && plain->values == io::ValueReading::Detect);
}

void ImportRecipeTest::relative_paths_become_absolute()
{
    const std::string here = std::filesystem::current_path().string();
    const auto back = fromRecipe(toRecipe({.inputs = {"pool/../a.npz", "val=v,test=t"}, .labels = "l.npy"}));
    QVERIFY(back);
    QCOMPARE(back->inputs[0], here + "/a.npz");
    QCOMPARE(back->inputs[1], "val=" + here + "/v,test=" + here + "/t");
    QCOMPARE(back->labels->string(), here + "/l.npy");
}

void ImportRecipeTest::text_of_another_kind_is_no_recipe()
{
    for (const char* text :
        {"", "\n", "input", "values detect\n", "input /a\nvalues odds\n", "input /a\nthen what\n"})
        QVERIFY2(!fromRecipe(text), text);
}

QTEST_APPLESS_MAIN(ImportRecipeTest)
#include "import_recipe_test.moc"
