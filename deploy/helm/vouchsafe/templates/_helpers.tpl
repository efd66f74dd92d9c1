{{- define "vouchsafe.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "vouchsafe.variable" -}}
VOUCHSAFE_{{ . | upper | replace "-" "_" }}
{{- end }}
