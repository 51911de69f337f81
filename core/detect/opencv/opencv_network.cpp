// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/opencv/opencv_network.h"

#include "core/detect/candidates.h"
#include "core/detect/card_text.h"
#include "core/detect/opencv/picture_view.h"
#include "core/detect/placement.h"

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cstring>

namespace cobench::detect {

namespace {

constexpr std::size_t kMostBoxes = 300;
constexpr std::size_t kMostWords = 400; // of OpenCV's messages, in characters

/// On one line, without end.
std::string wordsOf(const cv::Exception& exception)
{
    std::string words;
    for (const char c : exception.err) {
        const bool isBlank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (!isBlank)
            words += c;
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
    }
    if (words.size() > kMostWords)
        words = words.substr(0, kMostWords) + " …";
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
    }
    return {};
}

/// A map as channels x cells, anything else without its leading dimensions of one; empty where these are more.
OutputView viewOf(const cv::Mat& output)
{
    if (output.dims < 2 || !output.isContinuous() || output.type() != CV_32F)
        return {};
    const bool isMap = output.dims == 4;
    const auto size = [&](int dimension) { return static_cast<std::size_t>(output.size[dimension]); };
    const std::size_t rows = isMap ? size(1) : size(output.dims - 2);
    const std::size_t columns = isMap ? size(2) * size(3) : size(output.dims - 1);
    if (output.total() != rows * columns)
        return {};
    return {rows, columns, {output.ptr<float>(), rows * columns}};
}

class NetworkDetector final : public Detector
{
public:
    NetworkDetector(std::string name, ModelCard card, const cv::dnn::Net& net)
        : m_name(std::move(name))
        , m_card(std::move(card))
        , m_net(net)
    {
        m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        m_net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        m_outputs = m_net.getUnconnectedOutLayersNames();
    }

    Result<SharedDetections> detect(const Frame& frame) override
    {
        const data::Image& picture = *frame.picture;
        const Placement placement = placePicture(m_card, picture.width, picture.height);
        auto found = run(picture, placement);
        if (!found)
            return std::move(found).error();
        data::Detections placed;
        for (data::Detection detection : *found) {
            detection.box = boxInPicture(detection.box, placement, picture.width, picture.height);
            if (detection.box.width > 0.0 && detection.box.height > 0.0)
                placed.push_back(detection);
        }
        return std::make_shared<const data::Detections>(suppressed(std::move(placed), m_card.overlap, kMostBoxes));
    }

private:
    Result<data::Detections> run(const data::Image& picture, const Placement& placement)
    {
        std::vector<cv::Mat> outputs;
        try {
            m_net.setInput(inputOf(picture, placement));
            m_net.forward(outputs, m_outputs);
        } catch (const cv::Exception& exception) {
            return Error{.code = ErrorCode::Unsupported,
                .subject = m_name,
                .detail = "OpenCV cannot run it: " + wordsOf(exception),
                .cure = "a network of layers that OpenCV " CV_VERSION " knows"};
        }
        std::vector<OutputView> views;
        views.reserve(outputs.size());
        for (const cv::Mat& output : outputs)
            views.push_back(viewOf(output));
        auto found = candidates(m_card, views);
        if (found)
            return found;
        Error error = std::move(found).error();
        error.subject = m_name;
        return error;
    }

    cv::Mat inputOf(const data::Image& picture, const Placement& placement) const
    {
        cv::Mat colours = viewOfPicture(picture);
        if (picture.channels == 1)
            cv::cvtColor(viewOfPicture(picture), colours, cv::COLOR_GRAY2RGB);
        const cv::Size inner(static_cast<int>(placement.width), static_cast<int>(placement.height));
        cv::Mat resized;
        // Bit-exact: a frame gives the same boxes on every processor.
        const int filter = m_card.filter == ResizeFilter::Area ? cv::INTER_AREA : cv::INTER_LINEAR_EXACT;
        cv::resize(colours, resized, inner, 0, 0, filter);
        if (m_card.isLetterboxed)
            resized = bordered(resized, placement);
        if (!m_card.isRgb)
            cv::cvtColor(resized, resized, cv::COLOR_RGB2BGR);
        cv::Mat numbers;
        resized.convertTo(numbers, CV_32FC3);
        const auto& [m0, m1, m2] = m_card.mean;
        const auto& [s0, s1, s2] = m_card.scale;
        cv::subtract(numbers, cv::Scalar(m0, m1, m2), numbers);
        cv::multiply(numbers, cv::Scalar(s0, s1, s2), numbers);
        return cv::dnn::blobFromImage(numbers);
    }

    cv::Mat bordered(const cv::Mat& inner, const Placement& placement) const
    {
        cv::Mat whole(static_cast<int>(m_card.height),
            static_cast<int>(m_card.width),
            CV_8UC3,
            cv::Scalar::all(m_card.border));
        const cv::Rect middle(
            static_cast<int>(placement.left), static_cast<int>(placement.top), inner.cols, inner.rows);
        inner.copyTo(whole(middle));
        return whole;
    }

    std::string m_name;
    ModelCard m_card;
    cv::dnn::Net m_net;
    std::vector<cv::String> m_outputs;
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
    auto net = load(*card, request);
    if (!net)
        return std::move(net).error();
    data::Image blank{.width = card->width, .height = card->height, .channels = 3};
    blank.pixels.resize(std::size_t{card->width} * card->height * 3);
    auto detector = std::make_unique<NetworkDetector>(request.name, std::move(*card), std::move(*net));
    const auto tried = detector->detect({.picture = std::make_shared<const data::Image>(std::move(blank))});
    if (!tried)
        return tried.error();
    return std::unique_ptr<Detector>(std::move(detector));
}

} // namespace cobench::detect
