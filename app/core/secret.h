#pragma once

#include <QByteArray>
#include <QDebug>

namespace ContactSheet {

/**
 * A key to a service, which must not be seen.
 *
 * It converts to nothing by itself, prints as dots, and its memory is overwritten when the last copy
 * goes. bytes() is for the one place that writes the header of a request, and for that alone.
 */
class Secret final
{
public:
    Secret() = default;
    explicit Secret(const QByteArray &bytes);
    Secret(const Secret &other) = default;
    Secret(Secret &&other) noexcept = default;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

    /**
     * \a text with this secret replaced by dots, in every form in which a service echoes it (KeyForms), and
     * with every part of these that has twelve characters or more.
     */
    [[nodiscard]] QString redact(const QString &text) const;

    /**
     * \a bytes of any kind, as many, with what redact() would replace overwritten by asterisks. A key of
     * fewer than eight characters stays: so few stand in pictures by chance.
     */
    [[nodiscard]] QByteArray mask(QByteArray bytes) const;

    /// The same for this secret as it is alone: a hundredth of the work, for what is removed in a moment.
    [[nodiscard]] QByteArray maskAsItIs(QByteArray bytes) const;

    friend bool operator==(const Secret &, const Secret &) = default;

private:
    void wipe() noexcept;

    QByteArray m_bytes;
};

QDebug operator<<(QDebug debug, const Secret &secret);

} // namespace ContactSheet
