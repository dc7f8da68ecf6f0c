namespace Tetrapylon.App;

/// <summary>How a run ended, for scripts.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    /// <summary>The work could not be done: bad data files, a store that cannot be used, a full disk.</summary>
    public const int Failed = 1;
    /// <summary>The command line is wrong: an unknown option, a file that is not there, a day that does not exist.</summary>
    public const int Usage = 2;
    /// <summary>Done, but some reports could not be read; each is named on stderr.</summary>
    public const int SomeSetAside = 3;
    /// <summary>Stopped by the user. What was acknowledged is kept; the same command resumes.</summary>
    public const int Interrupted = 130;
}

/// <summary>The command line asks for something that cannot be: said to the user as it is, without a trace.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The work cannot be done, for a reason the user can mend: said as it is, without a trace.</summary>
internal sealed class FailedException(string message) : Exception(message);
