// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/torch/tensor_program.h"

#include "core/train/torch/script_loading.h"
#include "core/train/torch/torch_guard.h"

#include <torch/script.h>

#include <algorithm>

namespace cobench::train {

namespace {

constexpr std::size_t kMostTensors = 64;
constexpr std::size_t kMostNumbers = std::size_t{1} << 26; // of one tensor

class ScriptProgram final : public TensorProgram
{
public:
    explicit ScriptProgram(const torch::jit::Module& module)
        : m_module(module)
    {
    }

    Result<std::vector<HostTensor>> run(const float* input, const std::array<std::size_t, 3>& shape) override
    {
        return guarded([&]() -> Result<std::vector<HostTensor>> {
            const torch::NoGradGuard guard;
            std::vector<std::int64_t> sizes{1};
            sizes.insert(sizes.end(), shape.begin(), shape.end());
            // A copy: the program may write to what it is given.
            const auto picture = torch::from_blob(const_cast<float*>(input), sizes, torch::kFloat32).clone();
            std::vector<HostTensor> found;
            if (gather(m_module.forward({picture}), found) && !found.empty())
                return found;
            return Error{ErrorCode::Shape,
                "program",
                {},
                "it returns other things than tensors of numbers",
                "a tensor, or a tuple, list or dictionary of them",
                nullptr};
        });
    }

private:
    static bool gather(const c10::IValue& value, std::vector<HostTensor>& found)
    {
        if (value.isTensor())
            return add(value.toTensor(), found);
        const auto all = [&](const auto& parts) {
            return std::all_of(parts.begin(), parts.end(), [&](const auto& part) { return gather(part, found); });
        };
        if (value.isTuple())
            return all(value.toTupleRef().elements().vec());
        if (value.isList() || value.isTensorList())
            return all(value.toListRef().vec());
        if (!value.isGenericDict())
            return false;
        const auto entries = value.toGenericDict();
        return std::all_of(
            entries.begin(), entries.end(), [&](const auto& entry) { return gather(entry.value(), found); });
    }

    static bool add(const torch::Tensor& tensor, std::vector<HostTensor>& found)
    {
        const auto numbers = static_cast<std::size_t>(tensor.numel());
        if (found.size() == kMostTensors || numbers > kMostNumbers || tensor.is_complex())
            return false;
        const torch::Tensor plain = tensor.to(torch::kCPU, torch::kFloat32).contiguous();
        HostTensor copy;
        copy.shape.assign(plain.sizes().begin(), plain.sizes().end());
        copy.values.assign(plain.data_ptr<float>(), plain.data_ptr<float>() + numbers);
        found.push_back(std::move(copy));
        return true;
    }

    torch::jit::Module m_module;
};

} // namespace

Result<std::unique_ptr<TensorProgram>> loadTensorProgram(const std::string& bytes)
{
    return guarded([&]() -> Result<std::unique_ptr<TensorProgram>> {
        return std::unique_ptr<TensorProgram>(std::make_unique<ScriptProgram>(loadScript(bytes)));
    });
}

} // namespace cobench::train
