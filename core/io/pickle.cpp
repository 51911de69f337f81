// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/pickle.h"

#include "core/io/bounded_reader.h"
#include "core/io/pickle_calls.h"
#include "core/io/pickle_stack.h"

#include <bit>

namespace cobench::io::pickle {

namespace {

constexpr int kHighestProtocol = 5;

/// Python's pickle machine; instructions are named as in Lib/pickletools.py. A handler returns whether the
/// instruction is one of its own; what goes wrong is kept by the stack and ends the run.
class Machine
{
public:
    Machine(const Bytes& source, std::size_t start, ReadContext& context, const std::string& place)
        : m_context(context)
        , m_reader(source, start)
        , m_stack(context, place)
    {
        m_stack.document().source = source;
    }

    Result<Document> run();

private:
    bool step(char opcode);
    bool literal(char opcode);
    bool text(char opcode);
    bool blob(char opcode);
    bool container(char opcode);
    bool memo(char opcode);
    bool object(char opcode);
    bool control(char opcode);

    void pushLong(std::uint64_t bytes);
    void global(std::string_view module, std::string_view name);
    void stackGlobal();
    void reduce();
    void buildTop();
    void pushPersistent();

    ReadContext& m_context;
    BoundedReader m_reader;
    Stack m_stack;
    bool m_stopped = false;
};

Result<Document> Machine::run()
{
    for (std::size_t count = 0; !m_stopped; ++count) {
        if (count % 4096 == 0 && m_context.cancel.isCancelled())
            return cancelled();
        m_stack.beginInstruction(m_reader.position());
        const char opcode = m_reader.number<char>();
        const bool isKnown = m_reader.failed() || step(opcode);
        if (m_reader.failed())
            return m_context.error(ErrorCode::Truncated, m_stack.here(), "the pickle ends too early");
        if (!isKnown)
            m_stack.fail(ErrorCode::Unsupported, "pickle instruction " + std::to_string(std::uint8_t(opcode)));
        if (m_stack.failed())
            return m_stack.takeError();
    }
    m_stack.document().end = m_reader.position();
    return std::move(m_stack.document());
}

bool Machine::step(char opcode)
{
    return literal(opcode) || text(opcode) || blob(opcode) || container(opcode) || memo(opcode) || object(opcode)
        || control(opcode);
}

bool Machine::literal(char opcode)
{
    switch (opcode) {
    case 'N': // NONE
        return m_stack.push({None{}}), true;
    case '\x88': // NEWTRUE
        return m_stack.push({true}), true;
    case '\x89': // NEWFALSE
        return m_stack.push({false}), true;
    case 'J': // BININT
        return m_stack.push({std::int64_t{m_reader.number<std::int32_t>()}}), true;
    case 'K': // BININT1
        return m_stack.push({std::int64_t{m_reader.number<std::uint8_t>()}}), true;
    case 'M': // BININT2
        return m_stack.push({std::int64_t{m_reader.number<std::uint16_t>()}}), true;
    case '\x8a': // LONG1
        return pushLong(m_reader.number<std::uint8_t>()), true;
    case 'G': // BINFLOAT, big-endian
        return m_stack.push({std::bit_cast<double>(__builtin_bswap64(m_reader.number<std::uint64_t>()))}), true;
    default:
        return false;
    }
}

/// Little-endian two's complement.
void Machine::pushLong(std::uint64_t bytes)
{
    if (bytes > 8)
        return m_stack.fail(ErrorCode::Unsupported, "a whole number of more than 64 bits");
    const auto digits = m_reader.take(bytes);
    std::uint64_t value = 0;
    for (std::size_t i = digits.size(); i-- > 0;)
        value = value << 8 | std::to_integer<std::uint64_t>(digits[i]);
    const bool isNegative = !digits.empty() && (digits.back() & std::byte{0x80}) != std::byte{0};
    if (isNegative && digits.size() < 8)
        value |= ~std::uint64_t{0} << (8 * digits.size());
    m_stack.push({static_cast<std::int64_t>(value)});
}

bool Machine::text(char opcode)
{
    std::uint64_t length = 0;
    switch (opcode) {
    case 'X': // BINUNICODE
    case 'T': // BINSTRING, from Python 2
        length = m_reader.number<std::uint32_t>();
        break;
    case '\x8c': // SHORT_BINUNICODE
    case 'U': // SHORT_BINSTRING, from Python 2
        length = m_reader.number<std::uint8_t>();
        break;
    case '\x8d': // BINUNICODE8
        length = m_reader.number<std::uint64_t>();
        break;
    default:
        return false;
    }
    m_stack.push({asText(m_reader.take(length))});
    return true;
}

bool Machine::blob(char opcode)
{
    std::uint64_t length = 0;
    switch (opcode) {
    case 'B': // BINBYTES
        length = m_reader.number<std::uint32_t>();
        break;
    case 'C': // SHORT_BINBYTES
        length = m_reader.number<std::uint8_t>();
        break;
    case '\x8e': // BINBYTES8
        length = m_reader.number<std::uint64_t>();
        break;
    default:
        return false;
    }
    m_stack.push({Bytes(std::make_shared<Bytes>(m_stack.document().source), m_reader.take(length))});
    return true;
}

bool Machine::container(char opcode)
{
    switch (opcode) {
    case '}': // EMPTY_DICT
        return m_stack.push({Mapping{}}), true;
    case ']': // EMPTY_LIST
    case ')': // EMPTY_TUPLE
        return m_stack.push({Sequence{}}), true;
    case '\x85': // TUPLE1
    case '\x86': // TUPLE2
    case '\x87': // TUPLE3
        return m_stack.pushTuple(static_cast<unsigned char>(opcode) - 0x84U), true;
    case 't': // TUPLE
        return m_stack.pushMarkedTuple(), true;
    case 'a': // APPEND
        return m_stack.appendOne(), true;
    case 'e': // APPENDS
        return m_stack.appendMarked(), true;
    case 's': // SETITEM
        return m_stack.setOne(), true;
    case 'u': // SETITEMS
        return m_stack.setMarked(), true;
    default:
        return false;
    }
}

bool Machine::memo(char opcode)
{
    switch (opcode) {
    case 'q': // BINPUT
        return m_stack.remember(m_reader.number<std::uint8_t>()), true;
    case 'r': // LONG_BINPUT
        return m_stack.remember(m_reader.number<std::uint32_t>()), true;
    case '\x94': // MEMOIZE
        return m_stack.rememberNext(), true;
    case 'h': // BINGET
        return m_stack.recall(m_reader.number<std::uint8_t>()), true;
    case 'j': // LONG_BINGET
        return m_stack.recall(m_reader.number<std::uint32_t>()), true;
    default:
        return false;
    }
}

void Machine::global(std::string_view module, std::string_view name)
{
    if (const auto found = lookUp(module, name))
        return m_stack.push({*found});
    m_stack.fail(ErrorCode::Forbidden,
        "names " + std::string(module.substr(0, 80)) + "." + std::string(name.substr(0, 80)),
        "only tensors and plain containers are read; save a dictionary of tensors");
}

void Machine::stackGlobal()
{
    const Ref name = m_stack.pop();
    const Ref module = m_stack.pop();
    if (m_stack.failed())
        return;
    const auto* moduleText = m_stack.document().as<std::string_view>(module);
    const auto* nameText = m_stack.document().as<std::string_view>(name);
    if (!moduleText || !nameText)
        return m_stack.malformed();
    global(*moduleText, *nameText);
}

void Machine::reduce()
{
    const Ref arguments = m_stack.pop();
    const Ref callable = m_stack.pop();
    if (m_stack.failed())
        return;
    const auto* sequence = m_stack.document().as<Sequence>(arguments);
    const auto* function = m_stack.document().as<Global>(callable);
    if (!sequence || !function)
        return m_stack.malformed();
    auto value = call(*function, *sequence, m_stack.document(), m_context, m_stack.here());
    if (!value)
        return m_stack.fail(std::move(value).error());
    m_stack.push(std::move(*value));
}

void Machine::buildTop()
{
    const Ref state = m_stack.pop();
    const auto target = m_stack.top();
    if (m_stack.failed() || !target)
        return m_stack.malformed();
    if (auto built = build(m_stack.document(), *target, state, m_context, m_stack.here()); !built)
        m_stack.fail(std::move(built).error());
}

void Machine::pushPersistent()
{
    const Ref id = m_stack.pop();
    const auto* sequence = m_stack.failed() ? nullptr : m_stack.document().as<Sequence>(id);
    if (!sequence)
        return m_stack.malformed();
    auto value = persistent(*sequence, m_stack.document(), m_context, m_stack.here());
    if (!value)
        return m_stack.fail(std::move(value).error());
    m_stack.push(std::move(*value));
}

bool Machine::object(char opcode)
{
    switch (opcode) {
    case 'c': { // GLOBAL
        const std::string_view module = m_reader.line();
        const std::string_view name = m_reader.line();
        if (!m_reader.failed())
            global(module, name);
        return true;
    }
    case '\x93': // STACK_GLOBAL
        return stackGlobal(), true;
    case 'R': // REDUCE
        return reduce(), true;
    case 'b': // BUILD
        return buildTop(), true;
    case 'Q': // BINPERSID
        return pushPersistent(), true;
    default:
        return false;
    }
}

bool Machine::control(char opcode)
{
    switch (opcode) {
    case '\x80': // PROTO
        if (m_reader.number<std::uint8_t>() > kHighestProtocol)
            m_stack.fail(ErrorCode::Unsupported, "a pickle protocol above 5");
        return true;
    case '\x95': // FRAME: only a hint for reading ahead
        return m_reader.number<std::uint64_t>(), true;
    case '(': // MARK
        return m_stack.mark(), true;
    case '0': // POP
        return m_stack.pop(), true;
    case '1': // POP_MARK
        return m_stack.popMarked(), true;
    case '.': // STOP
        m_stack.document().root = m_stack.pop();
        m_stopped = true;
        return true;
    default:
        return false;
    }
}

} // namespace

const Value* Document::find(const Mapping& mapping, std::string_view key) const
{
    for (const auto& [name, value] : mapping.items)
        if (const auto* text = as<std::string_view>(name); text && *text == key)
            return &values[value];
    return nullptr;
}

Result<Document> read(const Bytes& source, std::size_t start, ReadContext& context, const std::string& place)
{
    return Machine(source, start, context, place).run();
}

} // namespace cobench::io::pickle
