// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/opencv/opencv_network.h"

#include "core/common/one_line.h"
#include "core/detect/card_text.h"
#include "core/detect/opencv/network_detector.h"

#include <opencv2/core.hpp>
#include <opencv2/core/ocl.hpp>
#include <opencv2/dnn.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace cobench::detect {

namespace {

std::string wordsOf(const cv::Exception& exception)
{
    const std::string words = oneLine(exception.err);
    return words.empty() ? exception.what() : words;
}

cv::dnn::Net readNetwork(const ModelCard& card, const ModelRequest& request)
{
    const std::string& weights = request.content;
    const std::string& config = request.config;
    switch (card.format) {
    case NetworkFormat::Onnx:
        return cv::dnn::readNetFromONNX(weights.data(), weights.size());
    case NetworkFormat::Caffe:
        return cv::dnn::readNetFromCaffe(config.data(), config.size(), weights.data(), weights.size());
    case NetworkFormat::Darknet:
        return cv::dnn::readNetFromDarknet(config.data(), config.size(), weights.data(), weights.size());
    case NetworkFormat::TorchScript: // runs elsewhere
        break;
    }
    return {};
}

OutputView viewOf(const cv::Mat& output)
{
    if (!output.isContinuous() || output.type() != CV_32F)
        return {};
    const std::vector<std::size_t> shape(output.size.p, output.size.p + output.dims);
    return viewOfOutput(shape, {output.ptr<float>(), output.total()});
}

struct Target {
    cv::dnn::Backend backend = cv::dnn::DNN_BACKEND_OPENCV;
    cv::dnn::Target target = cv::dnn::DNN_TARGET_CPU;
};

Target targetOf(const std::string& name)
{
    if (name == "opencl")
        return {cv::dnn::DNN_BACKEND_OPENCV, cv::dnn::DNN_TARGET_OPENCL};
    if (name == "opencl-fp16")
        return {cv::dnn::DNN_BACKEND_OPENCV, cv::dnn::DNN_TARGET_OPENCL_FP16};
    if (name == "cuda")
        return {cv::dnn::DNN_BACKEND_CUDA, cv::dnn::DNN_TARGET_CUDA};
    if (name == "cuda-fp16")
        return {cv::dnn::DNN_BACKEND_CUDA, cv::dnn::DNN_TARGET_CUDA_FP16};
    return {};
}

/// Whether OpenCV takes it, and not the processor instead, without a word: of OpenCL it takes graphics cards, with
/// half precision Intel's, unless it is told to take all.
bool isTaken(const Target& target)
{
    const auto there = cv::dnn::getAvailableTargets(target.backend);
    if (std::ranges::find(there, target.target) == there.end())
        return false;
    const bool isHalf = target.target == cv::dnn::DNN_TARGET_OPENCL_FP16;
    if (target.target != cv::dnn::DNN_TARGET_OPENCL && !isHalf)
        return true;
    const char* takesAll = std::getenv("OPENCV_DNN_OPENCL_ALLOW_ALL_DEVICES");
    const cv::ocl::Device& device = cv::ocl::Device::getDefault();
    return (takesAll != nullptr && *takesAll == '1')
        || (device.type() == cv::ocl::Device::TYPE_GPU && (!isHalf || device.isIntel()));
}

bool isAvailable(const Target& target)
{
    try {
        return isTaken(target);
    } catch (const cv::Exception&) { // a driver that fails is none
        return false;
    }
}

Result<Target> availableTarget(const std::string& name)
{
    const Target target = targetOf(name);
    if (name.empty())
        return target;
    cv::ocl::setUseOpenCL(true); // before OpenCV looks what there is, once
    if (isAvailable(target))
        return target;
    std::string others = "cpu";
    for (const std::string_view other : kNetworkTargets)
        if (isAvailable(targetOf(std::string(other))))
            others += ", " + std::string(other);
    return Error{.code = ErrorCode::NotFound,
        .subject = name,
        .detail = "OpenCV " CV_VERSION " has no such device here",
        .cure = "one that it has: " + others};
}

class OpenCvNetwork final : public NetworkRunner
{
public:
    OpenCvNetwork(const ModelCard& card, const cv::dnn::Net& net, const Target& target)
        : m_shape{1, 3, static_cast<int>(card.height), static_cast<int>(card.width)}
        , m_net(net)
    {
        m_net.setPreferableBackend(target.backend);
        m_net.setPreferableTarget(target.target);
        m_names = m_net.getUnconnectedOutLayersNames();
    }

    Result<std::vector<OutputView>> run(std::span<const float> input) override
    {
        try {
            m_net.setInput(cv::Mat(m_shape, CV_32F, const_cast<float*>(input.data())));
            m_net.forward(m_outputs, m_names);
        } catch (const cv::Exception& exception) {
            return Error{.code = ErrorCode::Unsupported,
                .detail = "OpenCV cannot run it: " + wordsOf(exception),
                .cure = "a network of layers that OpenCV " CV_VERSION " knows"};
        }
        std::vector<OutputView> views;
        views.reserve(m_outputs.size());
        for (const cv::Mat& output : m_outputs)
            views.push_back(viewOf(output));
        return views;
    }

private:
    std::vector<int> m_shape;
    cv::dnn::Net m_net;
    std::vector<cv::String> m_names;
    std::vector<cv::Mat> m_outputs;
};

/// Darknet's weights are a header and then numbers without any structure; OpenCV takes what is missing for zeros or
/// whatever lies in memory. The numbers that the .cfg asks for are those of all layers but the anchors.
Result<void> checkDarknetSize(cv::dnn::Net& net, const ModelRequest& request)
{
    std::uint64_t numbers = 0;
    for (const cv::String& name : net.getLayerNames()) {
        const auto layer = net.getLayer(net.getLayerId(name));
        if (layer->type == "Region")
            continue;
        for (const cv::Mat& blob : layer->blobs)
            numbers += blob.total();
    }
    std::array<std::int32_t, 2> version{};
    std::memcpy(version.data(), request.content.data(), std::min(sizeof version, request.content.size()));
    const std::uint64_t header = version[0] * 10 + version[1] >= 2 ? 20 : 16;
    const std::uint64_t wanted = header + numbers * sizeof(float);
    if (request.content.size() == wanted)
        return {};
    return Error{.code = request.content.size() < wanted ? ErrorCode::Truncated : ErrorCode::Shape,
        .subject = request.name,
        .detail = "the weights have " + std::to_string(request.content.size()) + " bytes",
        .cure = std::to_string(wanted) + ", as the layers of the .cfg ask for"};
}

Result<cv::dnn::Net> load(const ModelCard& card, const ModelRequest& request)
{
    try {
        cv::dnn::Net net = readNetwork(card, request);
        if (!net.empty() && card.format == NetworkFormat::Darknet)
            if (auto checked = checkDarknetSize(net, request); !checked)
                return std::move(checked).error();
        if (!net.empty())
            return net;
    } catch (const cv::Exception& exception) {
        return Error{.code = ErrorCode::Unsupported,
            .subject = request.name,
            .detail = "OpenCV cannot load it: " + wordsOf(exception),
            .cure = "a network of layers that OpenCV " CV_VERSION " knows"};
    }
    return Error{.code = ErrorCode::Corrupt,
        .subject = request.name,
        .detail = "holds no network of format " + std::string(kNetworkFormats[static_cast<int>(card.format)])};
}

} // namespace

Result<std::unique_ptr<Detector>> makeOpenCvNetwork(const ModelRequest& request)
{
    auto card = readCard(request.card, request.name);
    if (!card)
        return std::move(card).error();
    const auto target = availableTarget(request.target);
    if (!target)
        return target.error();
    auto net = load(*card, request);
    if (!net)
        return std::move(net).error();
    auto network = std::make_unique<OpenCvNetwork>(*card, *net, *target);
    return makeNetworkDetector(request.name, *std::move(card), std::move(network));
}

} // namespace cobench::detect
