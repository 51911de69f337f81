// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/corpus_seeds.h"
#include "tests/support/hostile_files.h"
#include "tests/support/prediction_files.h"

namespace cobench::fuzz {

namespace {

using namespace cobench::test;
namespace fs = std::filesystem;
namespace p = cobench::test::pickled;

constexpr std::size_t kMaxSeedBytes = 4096;

/// File names in the corpus: letters, digits, dots and dashes.
std::string plain(std::string name)
{
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.')
            c = '-';
    return name;
}

SavedDictionary dictionary()
{
    return {{"predictionVectors", savedTensor("FloatStorage", "0", {2, 2}, bytesOf<float>({1, 0, -1, 2}))},
        {"labelVectors", savedTensor("LongStorage", "1", {2}, bytesOf<std::int64_t>({1, 0}))}};
}

void writeTorchSeeds(const fs::path& folder)
{
    const std::string pickle = torchPickle(dictionary());
    writeFile(folder / "zip.pt", torchZip(pickle, dictionary()));
    writeFile(folder / "deflated.pt", torchZip(pickle, dictionary(), true));
    writeFile(folder / "legacy.pt", torchLegacy(pickle, dictionary()));
    writeFile(folder / "dictionary.pkl", pickle);
    writeFile(folder / "ordered.pkl", torchPickle(dictionary(), true));
    writeFile(folder / "tensor.pkl", p::whole(pickledTensor(dictionary()[0].second)));
    const std::string bytes = p::call(p::global("_codecs", "encode"), {p::text("\xC3\xA9"), p::text("latin1")});
    const std::string type = p::call(p::global("numpy", "dtype"), {p::text("u1"), "\x89", "\x88"});
    const std::string array = p::call(p::global("numpy.core.multiarray", "_reconstruct"),
                                  {p::global("numpy", "ndarray"), p::tuple({p::number(0)}), bytes})
        + p::tuple({p::number(1), p::tuple({p::number(1)}), type, "\x89", bytes}) + "b";
    writeFile(folder / "numpy.pkl", p::whole(p::dictionary({{"labelVectors", array}})));
    writeFile(
        folder / "protocol-4.pkl", std::string("\x80\x04\x95\x05\0\0\0\0\0\0\0}\x94\x8c\x01", 16) + "a\x94N\x73.");
}

void writeNumpySeeds(const fs::path& folder)
{
    const std::string floats = bytesOf<float>({1, 0, 0.5F, 0.5F});
    writeFile(folder / "f4.npy", npyFile("<f4", "(2, 2)", floats));
    writeFile(folder / "fortran-f8.npy", npyFile(">f8", "(1, 2)", bytesOf(std::vector<double>{-1, 3}, true), true));
    writeFile(folder / "f2.npy", npyFile("<f2", "(2,)", bytesOf<std::uint16_t>({0x3c00, 0})));
    writeFile(folder / "version-3.npy", npyFile("<i8", "(1,)", bytesOf<std::int64_t>({3}), false, 3));
    writeFile(folder / "one.npz",
        zipFile({{"predictions.npy", npyFile("<f4", "(2, 2)", floats), true},
            {"labels.npy", npyFile("|u1", "(2,)", std::string("\0\1", 2))}}));
    writeFile(folder / "bundle.npz",
        zipFile({{"names.npy", npyFile("<U1", "(2,)", bytesOf<std::uint32_t>({'a', 'b'}))},
            {"val.npy", npyFile("<f4", "(2, 1, 2)", floats)},
            {"yval.npy", npyFile("|S1", "(1,)", "x")}}));
    writeFile(folder / "zip64.npz", zipFile({{"predictions.npy", npyFile("<f4", "(2, 2)", floats), true, true}}));
}

void writeTextSeeds(const fs::path& folder)
{
    writeFile(folder / "probabilities.csv", "label,p0,p1\n1,0.25,0.75\n0,1e-5,+1\n");
    writeFile(folder / "logits.csv", "p0,p1\n-1.5,2\nnan,inf\n");
    writeFile(folder / "prediction.csv", "label,prediction\r\n1,2.0\r\n");
    writeFile(folder / "table.csv", "image,label,\"a \"\"b\"\"\",c\n\"x,y\",1,2,3\n");
    writeFile(folder / "compressed.csv.gz", gzipFile("index,label\n0,1\n"));
    writeFile(folder / "pool.json",
        R"({"name":"n","order":["a"],"names":{"a":"A"},"classes":["x"],"splits":["s"],)"
        R"("models":[{"file":"a","parameters":1,"flops":2e6,"latency_ms":null}],"cost":{"a":{"flops":1}}})");
}

void addHostile(const fs::path& corpus)
{
    for (const auto& list : {filesThatRunCode(), filesThatReachOutside(), filesThatBlowUp()})
        for (const HostileFile& file : list) {
            const char* target = file.name.ends_with(".pt") ? "pt" : file.name.ends_with(".gz") ? "csv" : "npy";
            if (file.content.size() <= kMaxSeedBytes)
                writeFile(corpus / target / plain("hostile-" + file.name), file.content);
        }
}

} // namespace

void writePredictionSeeds(const fs::path& corpus)
{
    writeTorchSeeds(corpus / "pt");
    writeNumpySeeds(corpus / "npy");
    writeTextSeeds(corpus / "csv");
    addHostile(corpus);
}

} // namespace cobench::fuzz
