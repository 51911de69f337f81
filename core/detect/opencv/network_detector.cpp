// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/opencv/network_detector.h"

#include "core/detect/opencv/picture_view.h"
#include "core/detect/placement.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <array>

namespace cobench::detect {

namespace {

constexpr std::size_t kMostBoxes = 300;

class NetworkDetector final : public Detector
{
public:
    NetworkDetector(std::string name, ModelCard card, std::unique_ptr<NetworkRunner> network)
        : m_name(std::move(name))
        , m_card(std::move(card))
        , m_network(std::move(network))
        , m_input(std::size_t{3} * m_card.height * m_card.width)
    {
    }

    Result<SharedDetections> detect(const Frame& frame) override
    {
        const data::Image& picture = *frame.picture;
        const Placement placement = placePicture(m_card, picture.width, picture.height);
        auto found = run(picture, placement);
        if (!found) {
            Error error = std::move(found).error();
            error.subject = m_name;
            return error;
        }
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
        try {
            fillInput(picture, placement);
        } catch (const cv::Exception& exception) {
            return Error{.code = ErrorCode::Internal, .detail = exception.what()};
        }
        const auto outputs = m_network->run(m_input);
        if (!outputs)
            return outputs.error();
        return candidates(m_card, *outputs);
    }

    void fillInput(const data::Image& picture, const Placement& placement)
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
        split(numbers);
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

    void split(const cv::Mat& numbers)
    {
        std::array<cv::Mat, 3> planes;
        for (std::size_t channel = 0; channel < planes.size(); ++channel)
            planes[channel] = cv::Mat(numbers.size(), CV_32F, m_input.data() + channel * numbers.total());
        cv::split(numbers, planes.data());
    }

    std::string m_name;
    ModelCard m_card;
    std::unique_ptr<NetworkRunner> m_network;
    std::vector<float> m_input; // [3][height][width]
};

} // namespace

Result<std::unique_ptr<Detector>> makeNetworkDetector(
    std::string name, ModelCard card, std::unique_ptr<NetworkRunner> network)
{
    data::Image blank{.width = card.width, .height = card.height, .channels = 3};
    blank.pixels.resize(std::size_t{card.width} * card.height * 3);
    auto detector = std::make_unique<NetworkDetector>(std::move(name), std::move(card), std::move(network));
    const auto tried = detector->detect({.picture = std::make_shared<const data::Image>(std::move(blank))});
    if (!tried)
        return tried.error();
    return std::unique_ptr<Detector>(std::move(detector));
}

} // namespace cobench::detect
