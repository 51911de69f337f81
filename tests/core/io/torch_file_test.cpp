// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/torch_file.h"
#include "tests/core/io/in_memory.h"
#include "tests/support/prediction_files.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::test;
namespace p = cobench::test::pickled;

namespace {

const std::vector<float> kValues{0.25F, 0.75F, 0.5F, 0.5F, 1.0F, 0.0F};
const std::vector<data::Label> kLabels{1, 0, 0};

SavedDictionary ordinary()
{
    return {{"predictionVectors", savedTensor("FloatStorage", "0", {3, 2}, bytesOf(kValues))},
        {"labelVectors", savedTensor("LongStorage", "1", {3}, bytesOf<std::int64_t>({1, 0, 0}))}};
}

SavedDictionary only(SavedTensor tensor)
{
    return {{"predictionVectors", std::move(tensor)}};
}

std::string zipOf(const SavedDictionary& saved)
{
    return torchZip(torchPickle(saved), saved);
}

void compareWithOrdinary(const std::string& file)
{
    const auto read = parse(file);
    VERIFY_OK(read);
    QCOMPARE(onlyMember(*read).classes, std::uint64_t(2));
    QCOMPARE(onlyMember(*read).values, kValues);
    QCOMPARE(read->splits[0].truth, kLabels);
}

} // namespace

class TorchFileTest : public QObject
{
    Q_OBJECT

private slots:
    void a_zip_container_is_read();
    void a_legacy_container_is_read();
    void an_ordered_dict_and_parameters_are_read();
    void storages_of_every_type_are_read_data();
    void storages_of_every_type_are_read();
    void strides_and_offset_are_followed();
    void two_tensors_may_share_a_storage();
    void a_bare_tensor_is_predictions();
    void numpy_arrays_inside_are_read();
    void a_big_endian_file_is_read();
    void other_entries_of_the_dictionary_are_left_alone();
    void weights_are_told_from_predictions();
    void views_outside_the_storage_are_refused_data();
    void views_outside_the_storage_are_refused();
    void repetition_within_reason_is_expanded();
    void a_missing_storage_is_named();
    void a_program_is_forbidden();
    void a_cut_legacy_file_is_refused_everywhere();
};

void TorchFileTest::a_zip_container_is_read()
{
    compareWithOrdinary(zipOf(ordinary()));
    compareWithOrdinary(torchZip(torchPickle(ordinary()), ordinary(), true));
}

void TorchFileTest::a_legacy_container_is_read()
{
    compareWithOrdinary(torchLegacy(torchPickle(ordinary()), ordinary()));
}

void TorchFileTest::an_ordered_dict_and_parameters_are_read()
{
    SavedDictionary saved = ordinary();
    saved[0].second.isParameter = true;
    compareWithOrdinary(torchZip(torchPickle(saved, true), saved));
    compareWithOrdinary(torchLegacy(torchPickle(saved, true), saved));
}

void TorchFileTest::storages_of_every_type_are_read_data()
{
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::string>("data");
    const auto row
        = [](const char* type, const std::string& data) { QTest::newRow(type) << std::string(type) << data; };
    row("DoubleStorage", bytesOf<double>({0, 1, 2, 3}));
    row("FloatStorage", bytesOf<float>({0, 1, 2, 3}));
    row("HalfStorage", bytesOf<std::uint16_t>({0, 0x3c00, 0x4000, 0x4200}));
    row("BFloat16Storage", bytesOf<std::uint16_t>({0, 0x3f80, 0x4000, 0x4040}));
    row("LongStorage", bytesOf<std::int64_t>({0, 1, 2, 3}));
    row("IntStorage", bytesOf<std::int32_t>({0, 1, 2, 3}));
    row("ShortStorage", bytesOf<std::int16_t>({0, 1, 2, 3}));
    row("CharStorage", bytesOf<std::int8_t>({0, 1, 2, 3}));
    row("ByteStorage", bytesOf<std::uint8_t>({0, 1, 2, 3}));
}

void TorchFileTest::storages_of_every_type_are_read()
{
    QFETCH(std::string, type);
    QFETCH(std::string, data);
    const auto read = parse(zipOf(only(savedTensor(type, "0", {2, 2}, data))));
    VERIFY_OK(read);
    QCOMPARE(onlyMember(*read).values, (std::vector<float>{0, 1, 2, 3}));
}

void TorchFileTest::strides_and_offset_are_followed()
{
    SavedTensor transposed = savedTensor("FloatStorage", "0", {7}, bytesOf<float>({9, 1, 2, 3, 4, 5, 6}));
    transposed.offset = 1;
    transposed.shape = {3, 2};
    transposed.strides = {1, 3};
    const auto read = parse(zipOf(only(transposed)));
    VERIFY_OK(read);
    QCOMPARE(onlyMember(*read).values, (std::vector<float>{1, 4, 2, 5, 3, 6}));
}

void TorchFileTest::two_tensors_may_share_a_storage()
{
    SavedTensor values = savedTensor("FloatStorage", "0", {5}, bytesOf<float>({0.5F, 0.5F, 1, 0, 1}));
    SavedTensor labels = values;
    values.shape = {2, 2};
    values.strides = {2, 1};
    labels.shape = {2};
    labels.strides = {1};
    labels.offset = 3;
    const SavedDictionary saved{{"predictionVectors", values}, {"labelVectors", labels}};
    const auto read = parse(torchZip(torchPickle(saved), {saved[0]}));
    VERIFY_OK(read);
    QCOMPARE(read->splits[0].truth, (std::vector<data::Label>{0, 1}));
}

void TorchFileTest::a_bare_tensor_is_predictions()
{
    const SavedDictionary saved = only(savedTensor("FloatStorage", "0", {3, 2}, bytesOf(kValues)));
    const std::string pickle = p::whole(pickledTensor(saved[0].second));
    for (const std::string& file : {torchZip(pickle, saved), torchLegacy(pickle, saved)}) {
        const auto read = parse(file);
        VERIFY_OK(read);
        QCOMPARE(onlyMember(*read).values, kValues);
        QVERIFY(read->splits[0].truth.empty());
    }
}

/// As numpy 1.x pickles an array in protocol 2 under Python 3: raw bytes as latin-1 text.
void TorchFileTest::numpy_arrays_inside_are_read()
{
    const auto latin1 = [](std::string_view text) {
        return p::call(p::global("_codecs", "encode"), {p::text(text), p::text("latin1")});
    };
    const std::string empty = p::call(p::global("numpy.core.multiarray", "_reconstruct"),
        {p::global("numpy", "ndarray"), p::tuple({p::number(0)}), latin1("b")});
    const std::string type = p::call(p::global("numpy", "dtype"), {p::text("i2"), "\x89", "\x88"})
        + p::tuple({p::number(3), p::text("<"), "N", "N", "N", p::number(-1), p::number(-1), p::number(0)}) + "b";
    // 233 = 0xE9 as a two-byte number: UTF-8 C3 A9, then 0.
    const std::string state = p::tuple(
        {p::number(1), p::tuple({p::number(2)}), type, "\x89", latin1(std::string("\xC3\xA9\0\x01\0", 5))});
    const std::string labels = empty + state + "b";
    const std::string pickle = p::whole(p::dictionary({{"labelVectors", labels}}));
    const auto read = parse(torchZip(pickle, {}));
    VERIFY_OK(read);
    QCOMPARE(read->splits[0].truth, (std::vector<data::Label>{233, 1}));
}

void TorchFileTest::a_big_endian_file_is_read()
{
    const std::string pickle = torchPickle(only(savedTensor("FloatStorage", "0", {3, 2}, "")));
    const std::string file = zipFile(
        {{"model/data.pkl", pickle}, {"model/data/0", bytesOf(kValues, true)}, {"model/byteorder", "big"}});
    const auto read = parse(file);
    VERIFY_OK(read);
    QCOMPARE(onlyMember(*read).values, kValues);
}

void TorchFileTest::other_entries_of_the_dictionary_are_left_alone()
{
    SavedDictionary saved = ordinary();
    saved.emplace_back("features", savedTensor("FloatStorage", "2", {9, 9, 9}, "far too short"));
    compareWithOrdinary(zipOf(saved));
}

void TorchFileTest::weights_are_told_from_predictions()
{
    const SavedDictionary weights{{"conv1.weight", savedTensor("FloatStorage", "0", {1}, bytesOf<float>({1}))}};
    QVERIFY(message(zipOf(weights)).find("'conv1.weight'") != std::string::npos);
    QCOMPARE(refusal(zipOf(weights)), ErrorCode::Unsupported);
}

void TorchFileTest::views_outside_the_storage_are_refused_data()
{
    QTest::addColumn<qint64>("elements");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<qint64>("stride");
    QTest::newRow("storage smaller than declared") << qint64(4096) << qint64(0) << qint64(2) << qint64(2);
    QTest::newRow("negative offset") << qint64(4) << qint64(-1) << qint64(2) << qint64(2);
    QTest::newRow("offset behind the end") << qint64(4) << qint64(4) << qint64(2) << qint64(2);
    QTest::newRow("offset near overflow") << qint64(4) << qint64(INT64_MAX) << qint64(2) << qint64(2);
    QTest::newRow("too many rows") << qint64(4) << qint64(0) << qint64(3) << qint64(2);
    QTest::newRow("negative rows") << qint64(4) << qint64(0) << qint64(-2) << qint64(2);
    QTest::newRow("rows near overflow") << qint64(4) << qint64(0) << qint64(INT64_MAX) << qint64(2);
    QTest::newRow("stride too long") << qint64(4) << qint64(0) << qint64(2) << qint64(3);
    QTest::newRow("negative stride") << qint64(4) << qint64(2) << qint64(2) << qint64(-2);
    QTest::newRow("stride near overflow") << qint64(4) << qint64(0) << qint64(3) << qint64(INT64_MAX);
    QTest::newRow("a billion repetitions") << qint64(4) << qint64(0) << qint64(1'000'000'000) << qint64(0);
    QTest::newRow("endless repetitions") << qint64(4) << qint64(0) << qint64(INT64_MAX / 2) << qint64(0);
}

void TorchFileTest::views_outside_the_storage_are_refused()
{
    QFETCH(qint64, elements);
    QFETCH(qint64, offset);
    QFETCH(qint64, rows);
    QFETCH(qint64, stride);
    SavedTensor tensor = savedTensor("FloatStorage", "0", {2, 2}, bytesOf<float>({0, 1, 1, 0}));
    tensor.elements = elements;
    tensor.offset = offset;
    tensor.shape = {rows, 2};
    tensor.strides = {stride, 1};
    QVERIFY(!parse(zipOf(only(tensor))).ok());
    QVERIFY(!parse(torchLegacy(torchPickle(only(tensor)), only(tensor))).ok());
}

void TorchFileTest::repetition_within_reason_is_expanded()
{
    SavedTensor constant = savedTensor("FloatStorage", "0", {1, 2}, bytesOf<float>({0.25F, 0.75F}));
    constant.shape = {10'000, 2};
    constant.strides = {0, 1};
    const auto read = parse(zipOf(only(constant)));
    VERIFY_OK(read);
    QCOMPARE(onlyMember(*read).samples(), std::uint64_t(10'000));
    QCOMPARE(onlyMember(*read).values.back(), 0.75F);
}

void TorchFileTest::a_missing_storage_is_named()
{
    const std::string file = torchZip(torchPickle(ordinary()), {ordinary()[0]});
    QVERIFY(message(file).find("record model/data/1: is missing") != std::string::npos);
}

void TorchFileTest::a_program_is_forbidden()
{
    const std::string pickle = torchPickle(ordinary());
    QCOMPARE(
        refusal(zipFile({{"m/data.pkl", pickle}, {"m/code/__torch__.py", "def f(): pass"}})), ErrorCode::Forbidden);
    QCOMPARE(refusal(zipFile({{"m/data.pkl", pickle}, {"m/constants.pkl", ")."}})), ErrorCode::Forbidden);
}

void TorchFileTest::a_cut_legacy_file_is_refused_everywhere()
{
    const std::string file = torchLegacy(torchPickle(ordinary()), ordinary());
    for (std::size_t length = 0; length < file.size(); ++length)
        QVERIFY(!parse(file.substr(0, length)).ok());
}

QTEST_APPLESS_MAIN(TorchFileTest)
#include "torch_file_test.moc"
