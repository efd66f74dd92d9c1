// Renders a Helm chart as Helm does, with its template language (Go's, and sprig): chart FOLDER RELEASE < values
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"gopkg.in/yaml.v2"
)

func main() {
	folder, release := os.Args[1], os.Args[2]
	chart := read(filepath.Join(folder, "Chart.yaml"))
	values := read(filepath.Join(folder, "values.yaml"))
	given, err := io.ReadAll(os.Stdin)
	check(err)
	merge(values, parse(given))

	all := template.New("").Option("missingkey=zero")
	functions := sprig.TxtFuncMap()
	functions["include"] = func(name string, data interface{}) (string, error) {
		var out bytes.Buffer
		err := all.ExecuteTemplate(&out, name, data)
		return out.String(), err
	}
	functions["toYaml"] = func(value interface{}) (string, error) {
		text, err := yaml.Marshal(value)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	functions["required"] = func(warning string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return nil, fmt.Errorf("%s", warning)
		}
		return value, nil
	}
	functions["fail"] = func(warning string) (string, error) { return "", fmt.Errorf("%s", warning) }
	all.Funcs(functions)

	files, err := filepath.Glob(filepath.Join(folder, "templates", "*"))
	check(err)
	sort.Strings(files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		check(err)
		_, err = all.New(filepath.Base(file)).Parse(string(text))
		check(err)
	}
	context := map[string]interface{}{
		"Values":  values,
		"Chart":   map[string]interface{}{"Name": chart["name"], "AppVersion": chart["appVersion"]},
		"Release": map[string]interface{}{"Name": release, "Namespace": "default"},
	}
	for _, file := range files {
		if !strings.HasSuffix(file, ".yaml") {
			continue
		}
		var out bytes.Buffer
		check(all.ExecuteTemplate(&out, filepath.Base(file), context))
		if strings.TrimSpace(out.String()) != "" {
			fmt.Println("---")
			fmt.Println(strings.TrimSpace(out.String()))
		}
	}
}

func read(file string) map[string]interface{} {
	text, err := os.ReadFile(file)
	check(err)
	return parse(text)
}

func parse(text []byte) map[string]interface{} {
	var raw map[interface{}]interface{}
	check(yaml.Unmarshal(text, &raw))
	return named(raw).(map[string]interface{})
}

// Maps with names for keys, as sprig wants them.
func named(value interface{}) interface{} {
	switch value := value.(type) {
	case map[interface{}]interface{}:
		out := map[string]interface{}{}
		for key, element := range value {
			out[fmt.Sprint(key)] = named(element)
		}
		return out
	case []interface{}:
		for i := range value {
			value[i] = named(value[i])
		}
	}
	return value
}

func merge(into, from map[string]interface{}) {
	for key, value := range from {
		inner, both := into[key].(map[string]interface{})
		if given, isMap := value.(map[string]interface{}); isMap && both {
			merge(inner, given)
		} else {
			into[key] = value
		}
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
