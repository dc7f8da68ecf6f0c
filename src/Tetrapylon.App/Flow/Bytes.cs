using System.Buffers;

namespace Tetrapylon.App.Flow;

/// <summary>What an exporter writes, as bytes, made where the work is done so that only writing out is left to one thread.</summary>
internal static class Bytes
{
    public static byte[] Of(Action<IBufferWriter<byte>> write)
    {
        var into = new ArrayBufferWriter<byte>(1024);
        write(into);
        return into.WrittenSpan.ToArray();
    }
}
