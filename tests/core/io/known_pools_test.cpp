// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/load_pool.h"
#include "tests/support/machine_pace.h"
#include "tests/support/patience.h"
#include "tests/support/shortest.h"
#include "tests/support/source_tree.h"
#include "tests/support/verify_ok.h"

#include <QElapsedTimer>
#include <QTest>
#include <cmath>
#include <limits>
#include <numeric>

using namespace cobench;

namespace {

const std::string kData = cobench::test::sourceTree("../shared/data/");

Result<io::LoadedPool> load(const std::string& input)
{
    Progress progress;
    return io::loadPool({.inputs = {input}}, progress, {});
}

double accuracy(const data::Pool& pool, const data::Split& split, std::size_t model)
{
    const data::MemberPredictions& member = split.members[model];
    std::size_t right = 0;
    for (std::size_t n = 0; n < split.samples(); ++n) {
        std::size_t answer = 0;
        if (member.isLabelOnly()) {
            answer = member.labels[n];
        } else {
            const auto row = member.probabilities.view().subspan(n * pool.classes, pool.classes);
            answer = static_cast<std::size_t>(std::ranges::max_element(row) - row.begin());
        }
        right += answer == split.truth[n];
    }
    return static_cast<double>(right) / static_cast<double>(split.samples());
}

double accuracyOf(const data::Pool& pool, const std::string& model)
{
    const auto found = std::ranges::find(pool.models, model, &data::Model::name);
    return found == pool.models.end()
        ? -1
        : accuracy(pool, *pool.defaultSplit(), static_cast<std::size_t>(found - pool.models.begin()));
}

} // namespace

/// Real pools whose figures their makers published; skipped where the data is not at hand.
class KnownPoolsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        if (!std::filesystem::exists(kData))
            QSKIP("the development data is not beside the source tree");
    }
    void torch_files_give_the_published_accuracies();
    void a_folder_of_every_format_is_one_pool();
    void a_bundle_agrees_with_the_files_of_its_members();
    void a_soft_pool_gives_the_published_accuracy();
    void sixty_seven_nets_on_imagenet_are_read_in_half_a_second();
    void named_splits_keep_their_own_truth();
    void cancelling_takes_effect_within_50_ms();
};

void KnownPoolsTest::torch_files_give_the_published_accuracies()
{
    const auto loaded = load(kData + "fashion_pool/pt");
    VERIFY_OK(loaded);
    QCOMPARE(loaded->pool->size(), std::size_t(10));
    QCOMPARE(loaded->pool->defaultSplit()->samples(), std::size_t(10'000));
    // fashion_pool/accuracy.csv
    QCOMPARE(accuracyOf(*loaded->pool, "logreg"), 0.8411);
    QCOMPARE(accuracyOf(*loaded->pool, "extratrees100"), 0.8702);
    QCOMPARE(accuracyOf(*loaded->pool, "mlp64"), 0.8688);
    QCOMPARE(accuracyOf(*loaded->pool, "tree-d12"), 0.7987);
    QCOMPARE(loaded->warnings.size(), std::size_t(5)); // those saved as log-probabilities
}

void KnownPoolsTest::a_folder_of_every_format_is_one_pool()
{
    const auto loaded = load(kData + "fashion_pool/mixed");
    VERIFY_OK(loaded);
    QCOMPARE(loaded->pool->size(), std::size_t(6));
    QCOMPARE(loaded->pool->classes, 10U);
    QCOMPARE(loaded->pool->defaultSplit()->samples(), std::size_t(3000));
    QVERIFY(loaded->pool->defaultSplit()->members[1].isLabelOnly()); // bncnn-sgd
    for (std::size_t i = 0; i < 6; ++i)
        QVERIFY(accuracy(*loaded->pool, *loaded->pool->defaultSplit(), i) > 0.84);
}

/// The bundle's test split is the second half of what the .pt files hold, its val split the first.
void KnownPoolsTest::a_bundle_agrees_with_the_files_of_its_members()
{
    const auto bundle = load(kData + "fashion_pool/bundle.npz");
    const auto files = load(kData + "fashion_pool/pt");
    VERIFY_OK(bundle);
    VERIFY_OK(files);
    const auto whole = files->pool->defaultSplit();
    for (std::size_t i = 0; i < files->pool->size(); ++i) {
        const std::string& name = files->pool->models[i].name;
        const auto other = std::ranges::find(bundle->pool->models, name, &data::Model::name);
        QVERIFY(other != bundle->pool->models.end());
        const auto index = static_cast<std::size_t>(other - bundle->pool->models.begin());
        const double halves = accuracy(*bundle->pool, *bundle->pool->split("val"), index)
            + accuracy(*bundle->pool, *bundle->pool->split("test"), index);
        QVERIFY(std::abs(halves / 2 - accuracy(*files->pool, *whole, i)) < 1e-12);
    }
}

void KnownPoolsTest::a_soft_pool_gives_the_published_accuracy()
{
    const auto loaded = load(kData + "cifar10_soft_pool/soft_pool.npz");
    VERIFY_OK(loaded);
    QCOMPARE(accuracyOf(*loaded->pool, "densenet-bc-L190-k40"), 0.9668);
    const auto csv = load(kData + "cifar10_soft_pool/preresnet-110.csv");
    VERIFY_OK(csv);
    QCOMPARE(accuracyOf(*csv->pool, "preresnet-110"), 0.9506);
}

void KnownPoolsTest::sixty_seven_nets_on_imagenet_are_read_in_half_a_second()
{
    std::optional<Result<io::LoadedPool>> last;
    const auto takesMs = [&] {
        last.reset();
        QElapsedTimer timer;
        timer.start();
        last = load(kData + "imagenet_pool67/val_top1.csv.gz");
        return static_cast<double>(timer.elapsed());
    };
    const double limit = test::patient(500.0) * test::slowness(CLOCK_MONOTONIC);
    const double elapsed = test::shortest(3, limit, takesMs);
    const auto& loaded = *last;
    VERIFY_OK(loaded);
    QCOMPARE(loaded->pool->size(), std::size_t(67));
    QCOMPARE(loaded->pool->classes, 1000U);
    // imagenet_pool67/accuracy.csv; the figures of torchvision
    QCOMPARE(accuracyOf(*loaded->pool, "resnet50"), 0.7613);
    QCOMPARE(accuracyOf(*loaded->pool, "resnet18"), 0.69758);
    QCOMPARE(accuracyOf(*loaded->pool, "alexnet"), 0.56518);
    QVERIFY2(elapsed <= limit, qPrintable(QStringLiteral("%1 ms, at most %2 ms").arg(elapsed).arg(limit)));
}

void KnownPoolsTest::named_splits_keep_their_own_truth()
{
    const std::string fold = kData + "aerial_pool70/UCMerced_LandUse_";
    const auto loaded = load("val=" + fold + "val_fold1.csv,test=" + fold + "test_fold1.csv");
    VERIFY_OK(loaded);
    QCOMPARE(loaded->pool->size(), std::size_t(70));
    QCOMPARE(loaded->pool->classes, 21U);
    QCOMPARE(loaded->pool->splitTitles(), (std::vector<std::string>{"val", "test"}));
    QVERIFY(!std::ranges::equal(loaded->pool->splits[0]->truth, loaded->pool->splits[1]->truth));
}

void KnownPoolsTest::cancelling_takes_effect_within_50_ms()
{
    bool isCancelled = true;
    const auto takesMs = [&] {
        CancelSource source;
        QElapsedTimer timer;
        // Cancelled from the first progress report of the reading, as a person would.
        Progress progress([&](const ProgressState& state) {
            if (state.done == 0 || timer.isValid())
                return;
            source.cancel();
            timer.start();
        });
        const auto loaded
            = io::loadPool({.inputs = {kData + "imagenet_pool67/val_top1.csv.gz"}}, progress, source.token());
        isCancelled = isCancelled && !loaded && loaded.error().isCancelled();
        return timer.isValid() ? timer.elapsed() : std::numeric_limits<qint64>::max();
    };
    constexpr qint64 kLimitMs = test::patient(50);
    QVERIFY(test::shortest(5, kLimitMs, takesMs) <= kLimitMs);
    QVERIFY(isCancelled);
}

QTEST_APPLESS_MAIN(KnownPoolsTest)
#include "known_pools_test.moc"
