using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.Reading.Tests.Fetching;

/// <summary>A server on this machine that answers as a test says, byte for byte.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Stream, Task> _answer;
    private readonly Task _running;

    /// <param name="answer">Given the path and the stream to answer on.</param>
    public LocalServer(Func<string, Stream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _running = Run();
    }

    /// <summary>Answers each path with the same text, other paths with 404.</summary>
    public static LocalServer Of(params (string Path, string Answer)[] answers) => new((path, stream) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(answers.FirstOrDefault(a => a.Path == path).Answer ?? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")).AsTask());

    public static string Ok(string body, string headers = "", string type = "text/html") => $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public static string To(string location) => $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url(string path) => new($"http://127.0.0.1:{Port}{path}");

    /// <summary>Head of each request, in the order they came.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client;
            try { client = await _listener.AcceptTcpClientAsync(_stop.Token); }
            catch (Exception e) when (e is OperationCanceledException or SocketException) { return; }
            _ = Serve(client);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
            try
            {
                var stream = client.GetStream();
                var head = new byte[16384];
                var size = 0;
                while (size < head.Length && !Encoding.ASCII.GetString(head, 0, size).Contains("\r\n\r\n"))
                {
                    var read = await stream.ReadAsync(head.AsMemory(size), _stop.Token);
                    if (read == 0) return;
                    size += read;
                }
                var request = Encoding.ASCII.GetString(head, 0, size);
                Requests.Enqueue(request);
                await _answer(request.Split(' ')[1], stream);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException) { /* The reader went away, as some tests want. */ }
    }
}

/// <summary>Fetching that ends with its test.</summary>
internal static class Asking
{
    public static Task<Fetched> Ask(this Fetcher fetcher, Uri url, Freshness? since = null) => fetcher.GetAsync(url, since, TestContext.Current.CancellationToken);

    public static Task<Fetched> Ask(this PoliteFetcher fetcher, Uri url) => fetcher.GetAsync(url, null, TestContext.Current.CancellationToken);
}
