// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostile_files.h"

#include "tests/support/prediction_files.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <zlib.h>

namespace cobench::test {

namespace {

namespace p = pickled;

/// The value as the content of both containers.
void addBoth(std::vector<HostileFile>& files, const std::string& name, const std::string& value, ErrorCode refusal)
{
    const std::string pickle = p::whole(value);
    files.push_back({name + ".pt", torchZip(pickle, {}), refusal});
    files.push_back({name + ", legacy.pt", torchLegacy(pickle, {}), refusal});
}

std::string called(std::string_view module, std::string_view name)
{
    return p::call(p::global(module, name), {p::text("touch /tmp/owned")});
}

void addTensor(std::vector<HostileFile>& files, const std::string& name, const SavedTensor& tensor)
{
    const SavedDictionary saved{{"predictionVectors", tensor}};
    const bool isNegative = name.find("negative") != std::string::npos;
    files.push_back({name + ".pt",
        torchZip(torchPickle(saved), saved),
        isNegative ? ErrorCode::Corrupt : ErrorCode::Truncated});
}

SavedTensor smallTensor()
{
    return savedTensor("FloatStorage", "0", {2, 2}, bytesOf<float>({1, 0, 0, 1}));
}

/// A deflate stream of `mebibytes` of zeros, and its CRC; made from one flushed piece, so that it takes no time.
struct Zeros {
    std::string packed;
    std::uint32_t crc = 0;
    std::uint64_t bytes = 0;
};
Zeros packedZeros(int mebibytes)
{
    const std::string piece(std::size_t{1} << 20, '\0');
    std::string packed(4096, '\0');
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(piece.data()));
    stream.avail_in = static_cast<uInt>(piece.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FULL_FLUSH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);

    Zeros zeros;
    const auto pieceBytes = static_cast<z_off_t>(piece.size());
    const uLong pieceCrc = crc32(0, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size()));
    for (int i = 0; i < mebibytes; ++i) {
        zeros.packed += packed;
        zeros.crc = static_cast<std::uint32_t>(crc32_combine(zeros.crc, pieceCrc, pieceBytes));
        zeros.bytes += piece.size();
    }
    zeros.packed += deflated(""); // the last block
    return zeros;
}

/// A zip whose only record is packed already; `declared` is what its directory says it unpacks to.
std::string zipOfPacked(const std::string& name, const Zeros& content, std::uint32_t declared)
{
    std::string file = zipFile({{name, content.packed}});
    const std::string sizes = bytesOf(static_cast<std::uint32_t>(content.packed.size())) + bytesOf(declared);
    for (const auto& [signature, at] : {std::pair("PK\x03\x04", 8), std::pair("PK\x01\x02", 10)}) {
        const std::size_t header = file.rfind(signature);
        file.replace(header + static_cast<std::size_t>(at), 2, bytesOf(std::uint16_t{8}));
        file.replace(header + static_cast<std::size_t>(at) + 6, 4, bytesOf(content.crc));
        file.replace(header + static_cast<std::size_t>(at) + 10, 8, sizes);
    }
    return file;
}

std::string gzipOfPacked(const Zeros& content, std::uint32_t declared)
{
    return std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) + content.packed + bytesOf(content.crc)
        + bytesOf(declared);
}

/// Directory entries that all point at one record.
std::string overlappingZip()
{
    const std::string single = zipFile({{"predictions.npy", std::string(std::size_t{8} << 20, '\0'), true}});
    const std::size_t directory = single.rfind("PK\x01\x02");
    const std::size_t end = single.rfind("PK\x05\x06");
    std::string file = single.substr(0, directory);
    for (int i = 0; i < 1000; ++i)
        file += single.substr(directory, end - directory);
    std::string tail = single.substr(end);
    tail.replace(8, 4, bytesOf<std::uint16_t>({1000, 1000}));
    tail.replace(12, 4, bytesOf(static_cast<std::uint32_t>(1000 * (end - directory))));
    return file + tail;
}

void makeSocket(const std::filesystem::path& path)
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::close(descriptor);
}

} // namespace

std::vector<HostileFile> filesThatRunCode()
{
    std::vector<HostileFile> files;
    for (const auto& [module, name] : {std::pair("os", "system"),
             std::pair("posix", "system"),
             std::pair("subprocess", "Popen"),
             std::pair("builtins", "eval"),
             std::pair("__builtin__", "exec"),
             std::pair("builtins", "getattr"),
             std::pair("importlib", "import_module"),
             std::pair("functools", "partial"),
             std::pair("torch", "load"),
             std::pair("torch.hub", "load"),
             std::pair("torch.nn.modules.linear", "Linear"),
             std::pair("torch._utils", "_rebuild_sparse_tensor"),
             std::pair("torch.jit._pickle", "build_intlist"),
             std::pair("__torch__", "Net"),
             std::pair("numpy", "fromfile"),
             std::pair("collections", "OrderedDict.os")})
        addBoth(files, std::string(module) + "." + name, called(module, name), ErrorCode::Forbidden);
    // STACK_GLOBAL, protocol 4: the name comes from the stack.
    addBoth(files,
        "os.system from the stack",
        p::text("os") + p::text("system") + "\x93" + p::tuple({p::text("true")}) + "R",
        ErrorCode::Forbidden);
    addBoth(files, "INST", "(S'true'\nios\nsystem\n", ErrorCode::Unsupported);
    addBoth(files, "OBJ", "(" + p::global("collections", "OrderedDict") + "o", ErrorCode::Unsupported);
    addBoth(files, "NEWOBJ", p::global("collections", "OrderedDict") + ")\x81", ErrorCode::Unsupported);
    addBoth(files, "EXT1", "\x82\x01", ErrorCode::Unsupported);
    addBoth(files, "state set on a list", "]" + p::dictionary({{"x", "N"}}) + "b", ErrorCode::Forbidden);
    addBoth(files, "a storage called", p::call(p::global("torch", "FloatStorage"), {"N"}), ErrorCode::Forbidden);
    addBoth(files,
        "an array of objects",
        p::call(p::global("numpy", "dtype"), {p::text("O8"), "\x89", "\x88"}),
        ErrorCode::Forbidden);
    files.push_back({"PTMF.pt", std::string("\0\0\0\0PTMF\x01\x02\x03\x04", 12), ErrorCode::Forbidden});
    files.push_back({"TorchScript.pt",
        zipFile({{"m/constants.pkl", p::whole(")")}, {"m/code/__torch__.py", "import os"}}),
        ErrorCode::Forbidden});
    files.push_back({"objects.npy", npyFile("|O", "(1,)", p::whole(called("os", "system"))), ErrorCode::Forbidden});
    return files;
}

std::vector<HostileFile> filesThatReachOutside()
{
    std::vector<HostileFile> files;
    SavedTensor tensor = smallTensor();
    tensor.elements = 4096;
    addTensor(files, "storage smaller than declared", tensor);
    tensor.shape = {2048, 2};
    addTensor(files, "heap disclosure", tensor);
    tensor = smallTensor();
    tensor.shape = {std::int64_t{1} << 40, 2};
    addTensor(files, "sizes beyond the storage", tensor);
    tensor = smallTensor();
    tensor.offset = -4096;
    addTensor(files, "negative offset", tensor);
    tensor = smallTensor();
    tensor.strides = {-2, 1};
    addTensor(files, "negative stride", tensor);
    tensor = smallTensor();
    tensor.offset = INT64_MAX;
    addTensor(files, "offset that overflows", tensor);
    tensor.offset = 0;
    tensor.strides = {INT64_MAX, INT64_MAX};
    addTensor(files, "strides that overflow", tensor);

    std::string nested = ")";
    for (int i = 0; i < 1'000'000; ++i)
        nested += '\x85'; // TUPLE1
    addBoth(files, "a million nested tuples", nested, ErrorCode::TooLarge);
    addBoth(files, "a million open marks", std::string(1'000'000, '('), ErrorCode::TooLarge);
    addBoth(files, "a million values", std::string(1'000'000, 'N'), ErrorCode::TooLarge);
    // 232 bytes that make a memo of 2^28 slots, a text of 2^31 bytes, a text of 2^63 bytes.
    addBoth(files, "memo of 2^28 slots", "Nr" + bytesOf(std::uint32_t{1} << 28), ErrorCode::Unsupported);
    addBoth(files, "text of 2^31 bytes", "X" + bytesOf(std::uint32_t{1} << 31) + "x", ErrorCode::Truncated);
    addBoth(files, "text of 2^63 bytes", "\x8d" + bytesOf(std::uint64_t{1} << 63) + "x", ErrorCode::Truncated);
    addBoth(files,
        "a list that holds itself",
        "]q" + std::string(1, '\0') + "h" + std::string(1, '\0') + "a",
        ErrorCode::Unsupported);
    return files;
}

std::vector<HostileFile> filesThatBlowUp()
{
    const Zeros zeros = packedZeros(1024);
    std::vector<HostileFile> files;
    files.push_back({"1 MB to 1 GB.npz", zipOfPacked("predictions.npy", zeros, 1U << 30), ErrorCode::TooLarge});
    files.push_back({"1 MB to 1 GB.pt", zipOfPacked("m/data.pkl", zeros, 1U << 30), ErrorCode::TooLarge});
    files.push_back({"1 GB called 1 KB.npz", zipOfPacked("predictions.npy", zeros, 1024), ErrorCode::Corrupt});
    files.push_back({"1 MB to 1 GB.csv.gz", gzipOfPacked(zeros, 1U << 30), ErrorCode::TooLarge});
    files.push_back({"a thousand names for one record.npz", overlappingZip(), ErrorCode::Corrupt});
    files.push_back({"endless.npy", npyFile("<f4", "(1099511627776, 10)", "1234"), ErrorCode::Truncated});
    files.push_back(
        {"shape that overflows.npy", npyFile("<f4", "(4294967296, 4294967296)", "1"), ErrorCode::Truncated});
    files.push_back({"no rows, endless columns.npy", npyFile("<f4", "(0, 1099511627776)", ""), ErrorCode::Empty});
    files.push_back({"header of 4 GB.npy",
        std::string("\x93NUMPY\x02\0", 8) + bytesOf(std::uint32_t{0xffffffff}) + "{",
        ErrorCode::TooLarge});
    std::string directory = zipFile({});
    directory.replace(8, 4, bytesOf<std::uint16_t>({0xffff, 0xffff}));
    files.push_back({"65,535 entries in 22 bytes.npz", directory, ErrorCode::Corrupt});
    return files;
}

std::vector<HostilePlace> makeHostilePlaces(const std::filesystem::path& folder)
{
    namespace fs = std::filesystem;
    ::mkfifo((folder / "pipe.pt").c_str(), 0600);
    makeSocket(folder / "socket.npy");
    fs::create_directory(folder / "directory.npz");
    fs::create_symlink("/dev/zero", folder / "zero.pt");
    fs::create_symlink("/dev/tty", folder / "terminal.csv");
    fs::create_symlink("pipe.pt", folder / "to_pipe.pt");
    fs::create_symlink("loop_b.npy", folder / "loop_a.npy");
    fs::create_symlink("loop_a.npy", folder / "loop_b.npy");
    fs::create_symlink("nothing.npy", folder / "dangling.npy");
    return {{"a pipe", folder / "pipe.pt", ErrorCode::Forbidden},
        {"a socket", folder / "socket.npy", ErrorCode::Forbidden},
        {"a device", "/dev/zero", ErrorCode::Forbidden},
        {"a link to a device", folder / "zero.pt", ErrorCode::Forbidden},
        {"a link to the terminal", folder / "terminal.csv", ErrorCode::Forbidden},
        {"a link to a pipe", folder / "to_pipe.pt", ErrorCode::Forbidden},
        {"a loop of links", folder / "loop_a.npy", ErrorCode::Forbidden},
        {"a link to nothing", folder / "dangling.npy", ErrorCode::NotFound}};
}

} // namespace cobench::test
