// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/opencv/opencv_detector.h"

#include "core/detect/opencv/opencv_network.h"
#include "core/detect/opencv/picture_view.h"

#include <opencv2/core.hpp>
#include <opencv2/core/ocl.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include <algorithm>
#include <tuple>

namespace cobench::detect {

namespace {

Error failed(const std::string& model, const cv::Exception& exception)
{
    return {.code = ErrorCode::Corrupt, .subject = model, .detail = exception.what()};
}

cv::Mat converted(const data::Image& picture, bool toGrey)
{
    cv::Mat result;
    cv::Mat source = viewOfPicture(picture);
    if (picture.channels == 1 && toGrey)
        return source;
    cv::cvtColor(source,
        result,
        picture.channels == 1 ? cv::COLOR_GRAY2BGR
            : toGrey          ? cv::COLOR_RGB2GRAY
                              : cv::COLOR_RGB2BGR);
    return result;
}

data::Detection clipped(const cv::Rect& found, double score, const data::Image& picture)
{
    const cv::Rect inside
        = found & cv::Rect(0, 0, static_cast<int>(picture.width), static_cast<int>(picture.height));
    return {.box = {static_cast<double>(inside.x),
                static_cast<double>(inside.y),
                static_cast<double>(inside.width),
                static_cast<double>(inside.height)},
        .classIndex = 0,
        .score = score};
}

/// Surest first: OpenCV's threads find them in another order each time.
SharedDetections gathered(
    const std::vector<cv::Rect>& boxes, const std::vector<double>& scores, const data::Image& picture)
{
    data::Detections detections;
    for (std::size_t i = 0; i < boxes.size(); ++i)
        if (const auto detection = clipped(boxes[i], scores[i], picture); detection.box.area() > 0.0)
            detections.push_back(detection);
    std::ranges::sort(detections, {}, [](const data::Detection& detection) {
        const data::Box& box = detection.box;
        return std::tuple(-detection.score, box.x, box.y, box.width, box.height);
    });
    return std::make_shared<const data::Detections>(std::move(detections));
}

/// Dalal and Triggs, CVPR 2005, with the weights that come with OpenCV.
class HogDetector final : public Detector
{
public:
    explicit HogDetector(bool isDaimler)
    {
        if (isDaimler) {
            m_hog = cv::HOGDescriptor({48, 96}, {16, 16}, {8, 8}, {8, 8}, 9);
            m_hog.setSVMDetector(cv::HOGDescriptor::getDaimlerPeopleDetector());
        } else {
            m_hog.setSVMDetector(cv::HOGDescriptor::getDefaultPeopleDetector());
        }
    }

    Result<SharedDetections> detect(const Frame& frame) override
    {
        const data::Image& picture = *frame.picture;
        std::vector<cv::Rect> boxes;
        std::vector<double> scores;
        const bool isLargeEnough = static_cast<int>(picture.width) >= m_hog.winSize.width
            && static_cast<int>(picture.height) >= m_hog.winSize.height;
        try {
            if (isLargeEnough)
                m_hog.detectMultiScale(converted(picture, false), boxes, scores, 0.0, {8, 8}, {8, 8}, 1.05, 2.0);
        } catch (const cv::Exception& exception) {
            return failed("hog", exception);
        }
        return gathered(boxes, scores, picture);
    }

private:
    cv::HOGDescriptor m_hog;
};

/// Viola and Jones, CVPR 2001; features of Haar's kind or local binary patterns.
class CascadeDetector final : public Detector
{
public:
    static Result<std::unique_ptr<Detector>> make(const ModelRequest& request)
    {
        auto detector = std::unique_ptr<CascadeDetector>(new CascadeDetector(request.name));
        try {
            const cv::FileStorage file(request.content, cv::FileStorage::READ | cv::FileStorage::MEMORY);
            if (file.isOpened() && detector->m_cascade.read(file.getFirstTopLevelNode()))
                return std::unique_ptr<Detector>(std::move(detector));
        } catch (const cv::Exception& exception) {
            return failed(request.name, exception);
        }
        return Error{.code = ErrorCode::Corrupt, .subject = request.name, .detail = "is no cascade of OpenCV"};
    }

    Result<SharedDetections> detect(const Frame& frame) override
    {
        std::vector<cv::Rect> boxes;
        std::vector<int> levels;
        std::vector<double> scores;
        try {
            cv::Mat grey;
            cv::equalizeHist(converted(*frame.picture, true), grey);
            m_cascade.detectMultiScale(grey, boxes, levels, scores, 1.1, 3, 0, {}, {}, true);
        } catch (const cv::Exception& exception) {
            return failed(m_name, exception);
        }
        scores.resize(boxes.size());
        return gathered(boxes, scores, *frame.picture);
    }

private:
    explicit CascadeDetector(std::string name)
        : m_name(std::move(name))
    {
    }

    std::string m_name;
    cv::CascadeClassifier m_cascade;
};

} // namespace

Result<std::unique_ptr<Detector>> makeOpenCvDetector(const ModelRequest& request)
{
    if (request.family == "hog" || request.family == "hog-daimler")
        return std::unique_ptr<Detector>(std::make_unique<HogDetector>(request.family == "hog-daimler"));
    if (request.family == "cascade")
        return CascadeDetector::make(request);
    if (request.family == "network")
        return makeOpenCvNetwork(request);
    return Error{
        .code = ErrorCode::Unsupported, .subject = request.name, .detail = "is of no family that is known"};
}

void prepareOpenCv(unsigned threads)
{
    cv::setNumThreads(static_cast<int>(std::max(1U, threads)));
    cv::ocl::setUseOpenCL(false);
    static_cast<void>(cv::checkHardwareSupport(CV_CPU_AVX2));
    static_cast<void>(cv::getTickFrequency());
    cv::Mat blank(64, 64, CV_8UC3, cv::Scalar(0, 0, 0));
    cv::Mat grey;
    cv::cvtColor(blank, grey, cv::COLOR_BGR2GRAY);
    cv::parallel_for_(cv::Range(0, 64), [&](const cv::Range&) {}); // starts the pool's threads
}

} // namespace cobench::detect
