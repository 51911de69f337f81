// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/outcome_block.h"
#include "core/engine/detection_task.h"
#include "core/engine/detector_messages.h"
#include "core/jobs/session_spool.h"
#include "tests/fuzz/corpus_seeds.h"
#include "tests/support/prediction_files.h"

namespace cobench::fuzz {

namespace {

/// One of each kind, and a talk of several.
void writeTalk(const std::filesystem::path& folder)
{
    using namespace engine;
    std::filesystem::create_directories(folder);
    const data::Image picture{.width = 4, .height = 2, .channels = 3, .pixels = std::vector<std::uint8_t>(24, 7)};
    const data::Detections boxes{{.box = {1, 2, 3.5, 4}, .classIndex = 2, .score = 0.5}, {.box = {0, 0, 64, 48}}};
    const std::vector<std::pair<std::string, Frame>> talk
        = {{"run-model",
               encode(FirstMessage(
                   RunModelMessage{.model = {"m", "network", "bytes", "config", "{}"}, .cores = {0, 1}}))},
            {"decode-video", encode(FirstMessage(DecodeVideoMessage{"/a/b.avi"}))},
            {"decode-pictures", encode(FirstMessage(DecodePicturesMessage{}))},
            {"follow-stream", encode(FirstMessage(FollowStreamMessage{"rtsp://h/p", false}))},
            {"ready", encode(ReadyMessage{29.97})},
            {"error", encodeError({.code = ErrorCode::Corrupt, .subject = "s", .detail = "d", .cure = "c"})},
            {"picture", encodePicture(picture, 3)},
            {"jpeg", encodeJpeg({4, 2, "\xFF\xD8"})},
            {"seek", encodeSeek(17)},
            {"end", encodeEnd()},
            {"waiting", encodeWaiting()},
            {"boxes", encodeDetections(boxes)}};
    std::string whole;
    for (const auto& [name, frame] : talk) {
        test::writeFile(folder / name, encodeFrame(frame));
        whole += encodeFrame(frame);
    }
    test::writeFile(folder / "talk", whole);
}

/// As another machine tells two boxes.
void writeColumns(const std::filesystem::path& folder)
{
    const double numbers[] = {1, 2, 3.5, 4, 0, 0, 64, 48, 0.5, 1};
    const std::int32_t classes[] = {2, 0};
    std::string bytes(reinterpret_cast<const char*>(numbers), sizeof numbers);
    bytes.append(reinterpret_cast<const char*>(classes), sizeof classes);
    test::writeFile(folder / "columns", bytes);
}

std::string counted(jobs::SpoolKind kind, const std::string& content)
{
    const auto size = static_cast<unsigned>(content.size());
    return std::string{static_cast<char>(kind), static_cast<char>(size % 256), static_cast<char>(size / 256)}
    + content;
}

/// A session as it lies on the disk, one whose checksums are made by who reads it, and its texts.
void writeSession(const std::filesystem::path& folder)
{
    using jobs::SpoolKind;
    std::filesystem::create_directories(folder);
    const auto boxes = std::make_shared<const data::Detections>(
        data::Detections{{.box = {1, 2, 3.5, 4}, .classIndex = 2, .score = 0.5}});
    const std::vector<detect::Outcome> outcomes{{.number = 0, .boxes = boxes},
        {.number = 1, .dropped = detect::DropCause::Queue, .boxes = boxes},
        {.number = 2, .device = 1, .boxes = boxes, .boxesOf = 2}};
    const std::string header = jobs::formatHeader({.number = {3}, .settings = "{}", .devices = {"a", "b"}});
    const std::string block = detect::packOutcomes(outcomes);
    const std::string events = detect::formatEvents(
        {{.at = detect::Time(5), .kind = detect::RunEvent::Kind::DeviceAdded, .detail = "c"}});
    const std::string end = jobs::formatEnd({.record = {.settings = "{}"}, .links = {"fast"}});
    test::writeFile(folder / "whole",
        std::string(jobs::kSpoolStart) + jobs::spoolRecord(SpoolKind::Header, header)
            + jobs::spoolRecord(SpoolKind::Outcomes, block) + jobs::spoolRecord(SpoolKind::Events, events)
            + jobs::spoolRecord(SpoolKind::Refusal, "no") + jobs::spoolRecord(SpoolKind::End, end));
    test::writeFile(folder / "counted",
        counted(SpoolKind::Events, events) + counted(SpoolKind::Outcomes, block) + counted(SpoolKind::Refusal, "no")
            + counted(SpoolKind::End, end));
    test::writeFile(folder / "header", header);
    test::writeFile(folder / "events", events);
    test::writeFile(folder / "end", end);
    test::writeFile(folder / "task",
        engine::taskText({.spool = "/s",
            .request
            = {.source = "synthetic", .model = "null", .devices = detect::parseDevices("2*cpu").value()}}));
    const std::uint32_t head[] = {0x31504243, 1, 1, 3, 0};
    std::string picture(reinterpret_cast<const char*>(head), sizeof head);
    const std::string frame = detect::packOutcomes(std::span(outcomes).first(1));
    picture[16] = static_cast<char>(frame.size());
    test::writeFile(folder / "picture", picture + frame + "rgb");
}

} // namespace

void writeDetectionSeeds(const std::filesystem::path& corpus)
{
    writeTalk(corpus / "detector");
    writeColumns(corpus / "detector");
    writeSession(corpus / "session");
    const auto folder = corpus / "boxes";
    std::filesystem::create_directories(folder);
    using test::writeFile;
    writeFile(folder / "mot.txt", "1,-1,11,21,5.5,6,0.25,3,-1,-1\n2 1 1 1 2 3 0.5 7\n# end\n");
    writeFile(folder / "yolo.txt", "2 0.5 0.25 0.5 0.25\n0 .1 .1 .1 .1 .9\n");
    writeFile(folder / "boxes.csv", "frame,xmin,ymin,xmax,ymax,confidence,class\n2,1,2,4,6,0.5,\"do\"\"g\"\n");
    writeFile(folder / "sizes.csv", "score,class,image,x,y,w,h,difficult\n0.5,3,a.jpg,1,2,3,4,1\n");
    writeFile(folder / "truth.json",
        R"({"images":[{"id":7,"file_name":"a/b.jpg"}],"categories":[{"id":9,"name":"n"}],"annotations":[{"image_id":7,)"
        R"("category_id":9,"bbox":[1.5,2,3,4],"area":9.5,"iscrowd":1,"segmentation":{"counts":[[1]]}}]})");
    writeFile(folder / "results.json", R"([{"image_id":7,"category_id":9,"bbox":[1,2,3,4],"score":0.5}])");
    writeFile(folder / "voc.xml",
        "<?xml version=\"1.0\"?><!-- x --><annotation><object><name>a &amp; b</name><difficult>1</difficult>"
        "<part><bndbox><xmin>1</xmin></bndbox></part><bndbox><xmin>11</xmin><ymin>21</ymin><xmax>30</xmax>"
        "<ymax>60</ymax></bndbox></object><empty/></annotation>");
}

} // namespace cobench::fuzz
