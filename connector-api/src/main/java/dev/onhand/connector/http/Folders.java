package dev.onhand.connector.http;

import dev.onhand.connector.Cause;
import dev.onhand.connector.http.HttpTransport.NoAnswerException;
import dev.onhand.connector.http.HttpTransport.NotSentException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * A seller's folders, for channels that are one. A folder is answered as a web space would be, so
 * that a connector to it is like any other: paced, recorded, and what goes wrong is nothing done,
 * or not known.
 *
 * <p>{@code folder:///NAME} is a folder; it, and in it {@code in}, {@code out}, {@code done} and
 * {@code failed}, are made when they are first needed. Of files in it:
 *
 * <ul>
 *   <li>GET of a folder with a slash at the end lists its files: size, time and name, the oldest
 *       first. What begins with a dot, a link, or anything but a file is not there.
 *   <li>GET of a file gives what is in it, and its {@code ETag}.
 *   <li>PUT writes it whole or not at all: under another name, through to the disk, then renamed.
 *       {@code If-Match} holds back where it is another by now.
 *   <li>POST with {@code Destination} moves it, in one step.
 * </ul>
 *
 * <p>Nothing outside is reached: a name is one step, and no link is followed.
 */
public abstract class Folders {

  public static final String SCHEME = "folder";

  /** The largest file that is read. */
  public static final int BYTES_MAX = 32 * 1024 * 1024;

  /** A server that has none. */
  public static final Folders NONE =
      new Folders() {
        @Override
        HttpReply exchange(
            URI base, Map<String, String> headers, HttpCall call, InstantSource clock)
            throws NotSentException {
          throw new NotSentException(
              Cause.ADDRESS_FORBIDDEN, call + ": this server has no folders for channels", null);
        }
      };

  Folders() {}

  /**
   * On this machine.
   *
   * @param root the seller's; made when it is first needed
   */
  public static Folders in(Path root) {
    return new DiskFolders(root, DiskFolders::writeThrough);
  }

  /** A folder of whatever name that lies elsewhere: a kit tries a connector to one so. */
  public static Folders servedAt(URI address, HttpTransport transport) {
    return new Folders() {
      @Override
      HttpReply exchange(URI base, Map<String, String> headers, HttpCall call, InstantSource clock)
          throws InterruptedException, NotSentException, NoAnswerException {
        return transport.exchange(address, headers, "", call, clock);
      }
    };
  }

  /** Whether a folder may have this name. */
  public static boolean isFolder(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  }

  /**
   * Makes a call.
   *
   * @param base {@code folder:///NAME}
   * @param headers of all calls; the call has its own beside
   * @throws NotSentException if nothing was done
   * @throws NoAnswerException if it is not known what was done
   */
  abstract HttpReply exchange(
      URI base, Map<String, String> headers, HttpCall call, InstantSource clock)
      throws InterruptedException, NotSentException, NoAnswerException;
}
