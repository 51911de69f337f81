// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_plan.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace cobench::test {

namespace {

using store::FileSystem;
using store::OutputFile;

class FaultyOutputFile final : public OutputFile
{
public:
    FaultyOutputFile(FaultPlan& plan, std::unique_ptr<OutputFile> real, std::string path)
        : m_plan(plan)
        , m_real(std::move(real))
        , m_path(std::move(path))
    {
    }

    Result<void> write(std::span<const std::byte> bytes) override
    {
        if (m_plan.mustTearNext())
            (void)m_real->write(bytes.first(bytes.size() / 2));
        if (const int number = m_plan.next())
            return systemError(number, m_path, "writing");
        return m_real->write(bytes);
    }

    Result<void> sync() override
    {
        if (const int number = m_plan.next())
            return systemError(number, m_path, "making it durable");
        return m_real->sync();
    }

private:
    FaultPlan& m_plan;
    std::unique_ptr<OutputFile> m_real;
    std::string m_path;
};

class FaultyFileSystem final : public FileSystem
{
public:
    explicit FaultyFileSystem(FaultPlan& plan)
        : m_plan(plan)
    {
    }

    Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& path) override
    {
        if (const int number = m_plan.next())
            return systemError(number, path.string(), "creating");
        auto real = m_real->create(path);
        if (!real)
            return real;
        return std::unique_ptr<OutputFile>(
            std::make_unique<FaultyOutputFile>(m_plan, std::move(real).value(), path.string()));
    }
    Result<void> makeDirectory(const std::filesystem::path& path) override
    {
        return through(path, [&] { return m_real->makeDirectory(path); });
    }
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override
    {
        return through(to, [&] { return m_real->rename(from, to); });
    }
    Result<void> link(const std::filesystem::path& file, const std::filesystem::path& name) override
    {
        return through(name, [&] { return m_real->link(file, name); });
    }
    Result<void> remove(const std::filesystem::path& path) override
    {
        return through(path, [&] { return m_real->remove(path); });
    }
    Result<void> syncFile(const std::filesystem::path& path) override
    {
        return through(path, [&] { return m_real->syncFile(path); });
    }
    Result<void> syncDirectory(const std::filesystem::path& path) override
    {
        return through(path, [&] { return m_real->syncDirectory(path); });
    }

private:
    template <typename Call>
    Result<void> through(const std::filesystem::path& path, Call call)
    {
        if (const int number = m_plan.next())
            return systemError(number, path.string(), "changing");
        return call();
    }

    FaultPlan& m_plan;
    std::shared_ptr<FileSystem> m_real = store::posixFileSystem();
};

void writeDirectly(const std::string& path, std::span<const std::byte> data, std::int64_t offset)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor >= 0 && ::pwrite(descriptor, data.data(), data.size(), offset) < 0)
        ::perror(path.c_str());
    ::close(descriptor);
}

} // namespace

int FaultPlan::next()
{
    ++m_calls;
    const bool isNow = m_calls == m_at;
    if (isNow && (m_fault == Fault::Kill || m_fault == Fault::KillHalfway))
        ::kill(::getpid(), SIGKILL);
    if ((isNow && m_fault == Fault::Once) || (m_calls >= m_at && m_fault == Fault::FromThenOn))
        return m_errorNumber;
    return 0;
}

FaultyEnvironment::FaultyEnvironment(FaultPlan& plan)
    : m_plan(plan)
    , m_shim("faulty", *this)
{
    m_environment = {.files = std::make_shared<FaultyFileSystem>(plan), .sqliteVfs = m_shim.name()};
}

FaultyEnvironment::~FaultyEnvironment() = default;

int FaultyEnvironment::answer(int ioError)
{
    const int number = m_plan.next();
    if (number == 0)
        return SQLITE_OK;
    return number == ENOSPC ? SQLITE_FULL : ioError;
}

int FaultyEnvironment::onCreate(const std::string&)
{
    return answer(SQLITE_CANTOPEN);
}

int FaultyEnvironment::onWrite(const std::string& path, std::span<const std::byte> data, std::int64_t offset)
{
    if (m_plan.mustTearNext())
        writeDirectly(path, data.first(data.size() / 2), offset);
    return answer(SQLITE_IOERR_WRITE);
}

int FaultyEnvironment::onTruncate(const std::string&, std::int64_t)
{
    return answer(SQLITE_IOERR_TRUNCATE);
}

int FaultyEnvironment::onSync(const std::string&)
{
    return answer(SQLITE_IOERR_FSYNC);
}

int FaultyEnvironment::onDelete(const std::string&)
{
    return answer(SQLITE_IOERR_DELETE);
}

} // namespace cobench::test
