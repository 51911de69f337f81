// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/event.h"
#include "core/engine/worker_messages.h"
#include "core/lr/policy_text.h"
#include "core/train/checkpoint.h"
#include "tests/core/data/idx_file.h"
#include "tests/fuzz/corpus_seeds.h"
#include "tests/support/prediction_files.h"

#include <limits>

namespace cobench::fuzz {

namespace {

namespace fs = std::filesystem;
using engine::Event;
using test::writeFile;

void writeImages(const fs::path& folder)
{
    const std::string images = idxBytes({2, 2, 3}, "abcdefghijkl");
    writeFile(folder / "images", images);
    writeFile(folder / "labels", idxBytes({4}, std::string("\0\1\2\3", 4)));
    writeFile(folder / "images.gz", test::gzipFile(images));
    writeFile(folder / "cut-short", images.substr(0, 20));
    writeFile(folder / "floats", idxBytes({1}, "abcd", 0x0D));
    writeFile(folder / "huge", idxBytes({0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, "a"));
    writeFile(folder / "no-rows", idxBytes({0, 28, 28}, ""));
}

void writePolicies(const fs::path& folder)
{
    for (const lr::FamilyInfo& family : lr::families()) {
        const lr::Policy policy{
            .family = family.family, .k0 = 0.001, .k1 = 0.06, .gamma = 0.99, .p = 2, .l = {2000}};
        writeFile(folder / family.name, lr::format(policy));
    }
    writeFile(folder / "number", "0.05");
    writeFile(folder / "boundaries", "lrPolicy_NSTEP+k0_0.001+gamma_0.1+l_8571+9286+10000");
    writeFile(
        folder / "composite", "k0_1.0+lrPolicy_STEP+l_1.0+gamma_1.0+k1_None-lrPolicy_FIX+k0_0.1+k1_None-AT-10");
}

void writeSchedules(const fs::path& folder)
{
    const std::pair<const char*, const char*> seeds[]{
        {"step", "o = SGD(p, lr=0.1)\nStepLR(o, step_size=30, gamma=0.5)\n"},
        {"sequence",
            "o = SGD(p, lr=0.1)\na = LinearLR(o, 0.1, 1.0, 20)\nb = CosineAnnealingLR(o, T_max=9 * 5)\n"
            "SequentialLR(o, [a, b], milestones=[20])\n"},
        {"lambda",
            "LambdaLR(o, lambda t: 0.5 * (1 + math.cos(math.pi * (t % 60) / 60)) if t < 9 else 0.1 ** (t // 3))"},
        {"cycle", "OneCycleLR(o, max_lr=0.1, epochs=6, steps_per_epoch=100, three_phase=True)"},
        {"lopsided", "CyclicLR(o, 0.01, 0.1, 10, 40, mode='triangular2')"},
        {"keras", "keras.optimizers.schedules.CosineDecayRestarts(0.1, 50, t_mul=2.0, m_mul=0.9, alpha=0.1)"},
        {"piecewise", "PiecewiseConstantDecay(boundaries=[100, 110], values=[1.0, 0.5, 0.1])"},
        {"transformers", "get_wsd_schedule(o, 50, 100, num_stable_steps=200, warmup_type='1-sqrt')"},
        {"arguments", "TrainingArguments('out', learning_rate=5e-5, lr_scheduler_type=\"cosine\", max_steps=500)"},
        {"arguments.json", R"({"learning_rate": 0.1, "lr_scheduler_type": "linear", "max_steps": 10})"},
        {"policy.json", R"({"policy": "lrPolicy_FIX+k0_0.1", "unit": "epoch"})"},
        {"caffe", "base_lr: 0.01\nlr_policy: \"multistep\"\ngamma: 0.1\nstepvalue: 10\nstepvalue: 20\n"},
        {"formula", "lrPolicy_EXPR+expr_{t < 20 ? 0.1*t/20 : max(0.01, 0.1*exp(-t/200))}"},
        {"later", "lrPolicy_WSD+k0_0+k1_0.1+l_10+20+40-lrPolicy_SGDR+k0_0+k1_1+p_2+l_10-AT-130"}};
    for (const auto& [name, text] : seeds)
        writeFile(folder / name, text);
}

/// One of each kind; a stream of several, too.
void writeFrames(const fs::path& folder)
{
    using namespace engine;
    const std::vector<WorkerMessage> messages = {HeartbeatMessage{},
        LogMessage{"line"},
        train::RunPlan{.parameters = 10, .iterations = 20},
        BatchMessage{.scalars = {{{"train/loss", 3, 0.5}, 1.0}}, .done = 3, .epoch = 0},
        PredictionsMessage{{"val", std::vector<data::Label>{1, 0}, std::vector<float>{0.5F, 0.5F, 1, 0}}, 2},
        DoneMessage{.outcome = train::Outcome::Finished, .message = "", .seconds = 1.0, .samplesPerSecond = 2.0},
        SamplesMessage{
            {.lanes = {{"cpu/total", "1", ""}, {"gpu", "", "none"}}, .times = {1.5}, .values = {0.5F, 1.0F}}}};
    std::string stream;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const std::string bytes = encodeFrame(encode(messages[i]));
        writeFile(folder / ("worker-" + std::to_string(i)), bytes);
        stream += bytes;
    }
    writeFile(folder / "worker-stream", stream);
    writeFile(folder / "engine-start", encodeFrame(encode(EngineMessage(StartMessage{.project = "p"}))));
    writeFile(folder / "engine-cancel", encodeFrame(encode(EngineMessage(CancelMessage{}))));
}

void writeTexts(const fs::path& folder)
{
    writeFile(folder / "config.json", train::toJson({.name = "a", .widths = {6, 16}}));
    const auto kinds = {Event::Kind::RunState,
        Event::Kind::Progress,
        Event::Kind::Scalar,
        Event::Kind::Log,
        Event::Kind::Heartbeat};
    for (const Event::Kind kind : kinds) {
        const Event event{.time = 1.5, .kind = kind, .run = {1}, .text = "t", .step = 2, .total = 4, .value = 0.5};
        writeFile(
            folder / ("event-" + std::to_string(static_cast<int>(kind)) + ".json"), engine::encodeEvent(event));
    }
    const Event undefined{.kind = Event::Kind::Scalar, .value = std::numeric_limits<double>::quiet_NaN()};
    writeFile(folder / "event-undefined.json", engine::encodeEvent(undefined));
}

void writeCheckpoints(const fs::path& folder)
{
    const train::Checkpoint whole{.config = "{}",
        .loop = {.iterations = 3, .bestLoss = 0.5},
        .backend = {3, {{"model.0.weight", {2, 2}, {1, 2, 3, 4}}, {"model.0.bias", {2}, {5, 6}}}}};
    const std::string bytes = train::encodeCheckpoint(whole);
    writeFile(folder / "whole", bytes);
    writeFile(folder / "empty", train::encodeCheckpoint({.config = "{}"}));
    writeFile(folder / "cut-short", bytes.substr(0, bytes.size() - 5));
    writeFile(folder / "garbage", "{}{}{}{}{}{}");
    writeFile(folder / "huge-header", std::string(8, '\x7F') + "{}");
}

} // namespace

void writeTrainingSeeds(const fs::path& corpus)
{
    writeImages(corpus / "idx");
    writePolicies(corpus / "policy");
    writeSchedules(corpus / "schedule");
    writeFrames(corpus / "messages");
    writeTexts(corpus / "messages");
    writeCheckpoints(corpus / "checkpoint");
}

} // namespace cobench::fuzz
