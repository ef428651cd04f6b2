using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DistributedTracing.Batching;

/// <summary>A bounded queue for many producers and one consumer, without locks: each slot's sequence number says whose turn it is.</summary>
/// <remarks>
/// After Dmitry Vyukov's bounded queue (<see href="https://www.1024cores.net/home/lock-free-algorithms/queues/bounded-mpmc-queue"/>).
/// A producer that is preempted between claiming and filling its slot delays the consumer at that slot and nobody else.
/// </remarks>
internal sealed class SpanQueue
{
    private readonly Slot[] _slots;
    private readonly int _mask;
    private PaddedPosition _head;
    private PaddedPosition _tail;

    public SpanQueue(int capacity)
    {
        _slots = new Slot[(int)BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _mask = _slots.Length - 1;
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i].Sequence = i;
        }
    }

    public int Capacity => _slots.Length;

    /// <summary>Gets how many spans were ever accepted.</summary>
    public long Enqueued => Volatile.Read(ref _head.Value);

    /// <summary>Gets how many spans were ever taken out.</summary>
    public long Dequeued => Volatile.Read(ref _tail.Value);

    /// <summary>Gets how many spans wait, as of a moment ago.</summary>
    public int Count => (int)Math.Max(0, Enqueued - Dequeued);

    /// <summary>Adds a span, from any thread.</summary>
    /// <param name="span">The span.</param>
    /// <param name="position">How many spans had been accepted before this one.</param>
    /// <returns><see langword="false"/> when the queue is full.</returns>
    public bool TryEnqueue(Activity span, out long position)
    {
        position = Volatile.Read(ref _head.Value);
        while (true)
        {
            ref var slot = ref _slots[(int)position & _mask];
            var lead = Volatile.Read(ref slot.Sequence) - position;
            if (lead < 0)
            {
                return false;
            }

            if (lead == 0 && Interlocked.CompareExchange(ref _head.Value, position + 1, position) == position)
            {
                slot.Span = span;
                Volatile.Write(ref slot.Sequence, position + 1);
                return true;
            }

            position = Volatile.Read(ref _head.Value);
        }
    }

    /// <summary>Takes the oldest spans out; only one thread at a time may do so.</summary>
    /// <returns>How many were written to the buffer.</returns>
    public int DequeueInto(Span<Activity> buffer)
    {
        var position = _tail.Value;
        var count = 0;
        while (count < buffer.Length)
        {
            ref var slot = ref _slots[(int)position & _mask];
            if (Volatile.Read(ref slot.Sequence) != position + 1)
            {
                break;
            }

            buffer[count++] = slot.Span!;
            slot.Span = null;
            Volatile.Write(ref slot.Sequence, ++position + _mask);
        }

        Volatile.Write(ref _tail.Value, position);
        return count;
    }

    private struct Slot
    {
        public long Sequence;
        public Activity? Span;
    }

    // Producers write the head, the consumer the tail: on one cache line each write would stall the other side.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct PaddedPosition
    {
        [FieldOffset(64)]
        public long Value;
    }
}
