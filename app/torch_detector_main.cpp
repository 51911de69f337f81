// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/one_line.h"
#include "core/data/decode_picture.h"
#include "core/detect/card_text.h"
#include "core/detect/opencv/network_detector.h"
#include "core/detect/opencv/opencv_detector.h"
#include "core/engine/detector_child.h"
#include "core/engine/worker_child.h"
#include "core/train/torch/tensor_program.h"
#include "core/train/torch/torch_program.h"

#include <sys/stat.h>

#include <iostream>

using namespace cobench;

namespace {

Error refused(const std::string& model, Error error, const char* what)
{
    error.code = error.code == ErrorCode::Internal ? ErrorCode::Unsupported : error.code;
    error.subject = model;
    error.detail = what + oneLine(error.detail);
    if (error.cure.empty())
        error.cure = "a file of torch.jit.save, whose program takes [1][3][height][width]";
    return error;
}

class ProgramRunner final : public detect::NetworkRunner
{
public:
    ProgramRunner(std::unique_ptr<train::TensorProgram> program, const detect::ModelCard& card)
        : m_program(std::move(program))
        , m_shape{3, card.height, card.width}
    {
    }

    Result<std::vector<detect::OutputView>> run(std::span<const float> input) override
    {
        auto outputs = m_program->run(input.data(), m_shape);
        if (!outputs)
            return refused({}, std::move(outputs).error(), "LibTorch cannot run it: ");
        m_outputs = *std::move(outputs);
        std::vector<detect::OutputView> views;
        for (const train::HostTensor& output : m_outputs)
            views.push_back(detect::viewOfOutput(output.shape, output.values));
        return views;
    }

private:
    std::unique_ptr<train::TensorProgram> m_program;
    std::array<std::size_t, 3> m_shape;
    std::vector<train::HostTensor> m_outputs;
};

Result<std::unique_ptr<detect::Detector>> makeDetector(const detect::ModelRequest& request)
{
    auto card = detect::readCard(request.card, request.name);
    if (!card)
        return std::move(card).error();
    auto program = train::loadTensorProgram(request.content);
    if (!program)
        return refused(request.name, std::move(program).error(), "LibTorch cannot load it: ");
    auto runner = std::make_unique<ProgramRunner>(*std::move(program), *card);
    return detect::makeNetworkDetector(request.name, *std::move(card), std::move(runner));
}

} // namespace

/// Runs one TorchScript detector, as cobench-detector runs those of OpenCV; apart from it because LibTorch takes a
/// second to load.
int main()
{
    struct stat status = {};
    if (fstat(engine::kWorkerSocket, &status) != 0 || !S_ISSOCK(status.st_mode)) {
        std::cerr << "cobench-torch-detector: is started by cobench-cli and cobench-engine" << std::endl;
        return 2;
    }
    const auto prepare = [](unsigned threads) {
        detect::prepareOpenCv(threads);
        static_cast<void>(train::warmUpTorch(threads)); // what it cannot do, the program cannot either, and says so
    };
    return engine::runDetector(engine::kWorkerSocket,
        {.prepare = prepare, .makeDetector = makeDetector, .decodePicture = data::decodePicture});
}
