// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/decode_picture.h"
#include "core/engine/sandbox.h"
#include "core/engine/worker_child.h"
#include "core/io/open_dataset.h"
#include "core/train/torch/torch_backend.h"
#include "core/train/torch/torch_group.h"
#include "core/train/torch/torch_program.h"

#include <sys/stat.h>

#include <iostream>
#include <string_view>

using namespace cobench;

namespace {

Result<std::shared_ptr<const data::Dataset>> openDataset(data::DatasetRequest request)
{
    request.decode = data::decodePicture;
    return io::openDataset(request);
}

Result<std::unique_ptr<train::ProcessGroup>> joinGroup(const train::GroupPlace& place)
{
    return train::joinTorchGroup(place.address, place.port, place.rank, place.size);
}

/// Everything that needs files comes first: from the sandbox on there are none.
Result<std::unique_ptr<train::Backend>> loadProgram(const engine::ProgramTask& task)
{
    if (auto warm = train::warmUpTorch(task.threads); !warm)
        return std::move(warm).error();
    if (auto entered = engine::enterSandbox(engine::kWorkerSocket); !entered)
        return std::move(entered).error();
    return train::loadTorchProgram({.bytes = task.bytes, .input = task.input, .classes = task.classes});
}

} // namespace

/// Trains one run. Started by the engine, which speaks to it over a socket. By hand it only tells, one a line,
/// which devices there are.
int main(int count, char** arguments)
{
    if (count == 2 && std::string_view(arguments[1]) == "--devices") {
        for (const std::string& device : train::torchDevices())
            std::cout << device << '\n';
        return 0;
    }
    struct stat status = {};
    if (fstat(engine::kWorkerSocket, &status) != 0 || !S_ISSOCK(status.st_mode)) {
        std::cerr << "cobench-trainer: is started by cobench-engine" << std::endl;
        return 2;
    }
    return engine::runWorker(engine::kWorkerSocket,
        {.makeBackend = train::makeTorchBackend,
            .loadDataset = openDataset,
            .joinGroup = joinGroup,
            .loadProgram = loadProgram});
}
