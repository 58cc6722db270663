package io.bisync.local.command;

import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The arguments of a command: read by picocli, with a sentence for each value that cannot be. */
public final class Arguments {

    private Arguments() {}

    /** The command with our sentences and a --help; wrong arguments end with code 2, the sentence and the usage. */
    public static CommandLine of(Object command) {
        var commandLine = new CommandLine(command);
        addHelp(commandLine);
        return commandLine
                .registerConverter(int.class, whole(Integer::parseInt))
                .registerConverter(long.class, whole(Long::parseLong))
                .registerConverter(double.class, Arguments::number)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false);
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("This text.")
                        .build());
        command.getSubcommands().values().forEach(Arguments::addHelp);
    }

    /** The number, if it is not below the least. */
    public static int atLeast(int least, int number, String option, CommandLine of) {
        return within(least, Integer.MAX_VALUE, number, option, of);
    }

    /** The number, if it lies between both; both may be. */
    public static int within(int least, int most, int number, String option, CommandLine of) {
        if (number < least || number > most) {
            throw new ParameterException(
                    of,
                    most == Integer.MAX_VALUE
                            ? "%s is at least %d, and %d is less".formatted(option, least, number)
                            : "%s is between %d and %d, and %d is not".formatted(option, least, most, number));
        }
        return number;
    }

    /** The number, if it is not below the least. */
    public static double atLeast(double least, double number, String option, CommandLine of) {
        if (!(number >= least) || Double.isInfinite(number)) {
            throw new ParameterException(
                    of,
                    String.format(
                            Locale.ROOT, "%s is a number of at least %.0f, and %s is not", option, least, number));
        }
        return number;
    }

    private static <T> ITypeConverter<T> whole(Function<String, T> parse) {
        return word -> {
            try {
                return parse.apply(word);
            } catch (NumberFormatException wrong) {
                throw new TypeConversionException("'%s' is not a whole number, or too large".formatted(word));
            }
        };
    }

    private static double number(String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException wrong) {
            throw new TypeConversionException("'%s' is not a number".formatted(word));
        }
    }
}
