package vouchsafe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every log message has a place for each of its arguments. A failure at the end has none: the logger prints its trace, and a
 * place meant for it stays an empty pair of braces.
 */
class LogMessagesTest {
    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");
    private static final Pattern FAILURE = Pattern.compile(".*(Exception|Error|Throwable|Failure|Unavailable)");

    @Test
    void every_message_of_ours_fits_its_arguments() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> files = sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("package-info.java"))
                    .toList();
            assertThat(files).hasSizeGreaterThan(100);
            assertThat(wrong(manager.getJavaFileObjectsFromPaths(files))).isEmpty();
        }
    }

    @Test
    void a_message_that_does_not_fit_is_found() throws IOException {
        String source = """
            class Sample {
                void run(Exception cause) {
                    try {
                        log.info("{} of {}", 1, 2);
                        LOG.error("failed at {}", 3, cause);
                        log.info("one of {}");
                    } catch (RuntimeException bad) {
                        log.warn("it failed: {}", bad);
                        log.warn("it failed: " + "{}", bad.getMessage());
                    }
                    log.warn("again: {}", cause);
                }
            }
            """;
        JavaFileObject sample =
                new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return source;
                    }
                };
        assertThat(wrong(List.of(sample))).hasSize(3);
    }

    private static List<String> wrong(Iterable<? extends JavaFileObject> sources) throws IOException {
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, sources);
        List<String> wrong = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            Set<String> failures = failures(unit);
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
                    if (isLog(call) && !fits(call.getArguments(), failures)) {
                        wrong.add(unit.getSourceFile().getName() + ": " + call);
                    }
                    return super.visitMethodInvocation(call, none);
                }
            }.scan(unit, null);
        }
        return wrong;
    }

    /** The names of what is caught, or is a failure by its type. */
    private static Set<String> failures(CompilationUnitTree unit) {
        Set<String> names = new HashSet<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitCatch(CatchTree caught, @Nullable Void none) {
                names.add(caught.getParameter().getName().toString());
                return super.visitCatch(caught, none);
            }

            @Override
            public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
                if (FAILURE.matcher(String.valueOf(variable.getType())).matches()) {
                    names.add(variable.getName().toString());
                }
                return super.visitVariable(variable, none);
            }
        }.scan(unit, null);
        return names;
    }

    private static boolean isLog(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                && LEVELS.contains(select.getIdentifier().toString())
                && select.getExpression() instanceof IdentifierTree logger
                && logger.getName().toString().toLowerCase(Locale.ROOT).equals("log")
                && !call.getArguments().isEmpty();
    }

    private static boolean fits(List<? extends ExpressionTree> arguments, Set<String> failures) {
        ExpressionTree last = arguments.getLast();
        boolean failure = arguments.size() > 1
                && last instanceof IdentifierTree name
                && failures.contains(name.getName().toString());
        return places(arguments.getFirst()) == arguments.size() - 1 - (failure ? 1 : 0);
    }

    private static int places(ExpressionTree message) {
        return switch (message) {
            case LiteralTree literal -> String.valueOf(literal.getValue()).split("\\{}", -1).length - 1;
            case BinaryTree sum -> places(sum.getLeftOperand()) + places(sum.getRightOperand());
            default -> 0;
        };
    }
}
