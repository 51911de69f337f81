// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/pool_snapshot.h"
#include "ui/bridge/project_link.h"
#include "ui/bridge/selection.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace cobench::ui {

/// What is open: one project, its pools, the pool and split every page looks at. All of it is immutable snapshots
/// that are replaced as a whole; file work happens on the store's thread. GUI thread only.
class Workspace : public QObject
{
    Q_OBJECT
public:
    Workspace(Async& async, Selection& selection, QObject* parent = nullptr);

    bool isOpen() const { return m_open; }
    /// A project is on its way: what is missing now may be there in a moment.
    bool isOpening() const { return m_opening > 0; }
    bool isReadOnly() const { return m_readOnly; }
    /// Absolute path of P.cobench; empty when nothing is open.
    const QString& path() const { return m_path; }
    /// Whether an answer for the project at `path` still belongs to what is open.
    bool isOpenAt(const QString& path) const { return m_open && path == m_path; }
    /// While it is copied nothing may be changed: the copy, which is opened next, would lack it.
    bool isCopying() const { return m_copying; }
    void setCopying(bool copying);
    /// Work whose outcome is put into the open project holds this until then. A project that somebody has a claim
    /// on is not copied.
    std::shared_ptr<const void> claim() const { return m_claim; }
    bool isClaimed() const { return m_claim.use_count() > 1; }
    /// File name without suffix.
    QString title() const;

    const std::vector<store::PoolEntry>& pools() const { return m_pools; }
    std::optional<PoolId> currentPool() const;
    /// nullptr when no pool is chosen, or while the first one loads.
    const std::shared_ptr<const PoolSnapshot>& snapshot() const { return m_snapshot; }
    const std::shared_ptr<const SplitSnapshot>& split() const { return m_split; }

    /// What is analysed: the members that are not excluded. nullptr as snapshot().
    std::shared_ptr<const data::Pool> pool() const;
    std::shared_ptr<const ensemble::PreparedSplit> prepared() const;
    QString splitTitle() const;
    QStringList splitTitles() const;
    /// Number of the model's colour (an index into the theme's categories, to be taken modulo their count): the
    /// same in every view, whatever the order. `model` is an index into pool().
    int colourOf(std::size_t model) const;
    /// Colours of all models of pool().
    std::vector<int> colours() const;

    /// Does nothing for what is on its way already.
    void open(const QString& path, store::OpenMode mode);
    void close();
    /// As ProjectLink::call, for the project at `path`, which may be closed by now: then it is opened for this
    /// call. NotFound for no path, Conflict while it is copied.
    template <typename T>
    void callAt(const QString& path,
        QObject* context,
        const QString& title,
        std::function<Result<T>(store::Project&, Progress&, const CancelToken&)> function,
        std::function<void(Result<T>)> done);
    void selectPool(PoolId pool);
    /// Of the pool that is shown.
    void selectSplit(const QString& title);
    /// Reads pools, members and arrays again after a change; the choice stays where it still exists.
    void reload();
    /// Reloads and then chooses this pool.
    void reloadAndSelect(PoolId pool);

    const ProjectLink& link() const { return m_link; }
    Async& async() { return m_async; }
    Selection& selection() { return m_selection; }

Q_SIGNALS:
    void projectChanged(); // another project, or none
    void poolsChanged(); // the list, whether it can be edited, or a chosen pool could not be read and is not shown
    void poolChanged(); // snapshot(), pool(): another pool, or edited; split() is already the new one
    void splitChanged(); // split(), prepared(); also after poolChanged
    void opening(const QString& path);
    /// `path` could not be opened; Locked means that another program holds it.
    void openFailed(const QString& path, const cobench::Error& error);
    /// Something went wrong while doing `what`; nothing that was saved is lost.
    void failed(const QString& what, const cobench::Error& error);
    /// Something that a person asked for is done; worth a line for a moment.
    void told(const QString& message);

private:
    struct Loaded {
        std::vector<store::PoolEntry> pools;
        std::shared_ptr<const PoolSnapshot> snapshot; // nullptr: what was shown stays, or there is no pool
        std::shared_ptr<const SplitSnapshot> split;
        std::optional<Error> problem; // why the chosen pool cannot be read
    };
    struct Choice {
        std::optional<PoolId> pool;
        std::string split;
        bool operator==(const Choice&) const = default;
    };
    struct Opened {
        ProjectLink link;
        bool readOnly = false;
        Choice remembered; // as the project has it
        Loaded loaded;
        bool hasRun = false; // a detection run of it goes on
    };
    /// Reads the chosen pool; where it cannot be read, or is gone, and `shown` is gone as well, any that can.
    static Result<Loaded> load(store::Project& project,
        const Choice& choice,
        std::optional<PoolId> shown,
        Progress& progress,
        const CancelToken& cancel);
    static Result<Opened> openOn(
        const std::string& path, store::OpenMode mode, Progress& progress, const CancelToken& cancel);

    Choice shown() const;
    bool mustOpen(const QString& path, store::OpenMode mode) const;
    void adopt(const QString& path, Opened opened);
    void loaded(Result<Loaded> loaded);
    void show(Loaded loaded);
    void remapSelection(const PoolSnapshot* before);
    void rememberChoice();
    void loadAgain(Choice wanted);

    Async& m_async;
    Selection& m_selection;
    ProjectLink m_link;
    int m_opening = 0; // asked for and not answered
    QString m_lastAsked; // absolute path
    bool m_open = false;
    bool m_readOnly = false;
    bool m_copying = false;
    bool m_loading = false; // pools, after they were opened
    QString m_path;
    std::shared_ptr<const void> m_claim = std::make_shared<char>(); // of the open project
    std::vector<store::PoolEntry> m_pools;
    std::shared_ptr<const PoolSnapshot> m_snapshot;
    std::shared_ptr<const SplitSnapshot> m_split;
    Choice m_wanted; // the last choice: what is shown, or is on its way
    Choice m_remembered; // what the project has of it
};

template <typename T>
void Workspace::callAt(const QString& path,
    QObject* context,
    const QString& title,
    std::function<Result<T>(store::Project&, Progress&, const CancelToken&)> function,
    std::function<void(Result<T>)> done)
{
    if (path.isEmpty() || (isOpenAt(path) && !m_copying))
        return (path.isEmpty() ? ProjectLink() : m_link)
            .call<T>(m_async, context, title, std::move(function), std::move(done));
    m_async.run<T>(
        context,
        {.title = title, .lane = Lane::Store},
        [file = path.toStdString(), busy = isOpenAt(path), function = std::move(function)](
            Progress& progress, const CancelToken& cancel) -> Result<T> {
            if (busy)
                return Error{.code = ErrorCode::Conflict, .subject = file, .detail = "is being copied"};
            auto project = store::Project::open(file, store::OpenMode::ReadWrite);
            if (!project)
                return project.error();
            return function(**project, progress, cancel);
        },
        std::move(done));
}

} // namespace cobench::ui
