package vouchsafe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test class whose server shares its host with other sites: its base URL has a path. All such classes have the same server;
 * for their thread {@link TestServer#shared} is that one. Threads that they start must get it from them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(UnderAPath.Move.class)
public @interface UnderAPath {

    /** Takes the thread of the class to that server and back. */
    final class Move implements BeforeAllCallback, AfterAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            TestServer.underAPath();
        }

        @Override
        public void afterAll(ExtensionContext context) {
            TestServer.back();
        }
    }
}
