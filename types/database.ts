// Printed, not written: RENEW_TYPES=1 npm test -- test/search/types.test.ts
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
      event_distances: {
        Row: {
          activity: string
          amount: number | null
          event_id: number
          hours: number | null
          kind: string
          km: number | null
          position: number
          raw: string
          stages: number | null
          team_size: number | null
          unit: string | null
          virtual: boolean
        }
        Insert: {
          activity: string
          amount?: number | null
          event_id: number
          hours?: number | null
          kind: string
          km?: number | null
          position: number
          raw: string
          stages?: number | null
          team_size?: number | null
          unit?: string | null
          virtual: boolean
        }
        Update: {
          activity?: string
          amount?: number | null
          event_id?: number
          hours?: number | null
          kind?: string
          km?: number | null
          position?: number
          raw?: string
          stages?: number | null
          team_size?: number | null
          unit?: string | null
          virtual?: boolean
        }
        Relationships: [
          {
            foreignKeyName: 'event_distances_event_id_fkey'
            columns: ['event_id']
            isOneToOne: false
            referencedRelation: 'events'
            referencedColumns: ['id']
          },
        ]
      }
      events: {
        Row: {
          ambiguous: boolean
          city: string | null
          country: string | null
          county: string | null
          created_at: string
          edition: number | null
          elevation_gain: number | null
          end_date: string | null
          event_type: string | null
          id: number
          latitude: number | null
          longitude: number | null
          merged_into: number | null
          name: string
          precision: string | null
          registration: string | null
          series_id: number | null
          sources: string[]
          start_date: string
          state: string | null
          status: string
          surface: string | null
          updated_at: string
          url: string | null
          virtual: boolean
          withdrawn_at: string | null
        }
        Insert: {
          ambiguous?: boolean
          city?: string | null
          country?: string | null
          county?: string | null
          created_at?: string
          edition?: number | null
          elevation_gain?: number | null
          end_date?: string | null
          event_type?: string | null
          id?: never
          latitude?: number | null
          longitude?: number | null
          merged_into?: number | null
          name: string
          precision?: string | null
          registration?: string | null
          series_id?: number | null
          sources: string[]
          start_date: string
          state?: string | null
          status: string
          surface?: string | null
          updated_at?: string
          url?: string | null
          virtual: boolean
          withdrawn_at?: string | null
        }
        Update: {
          ambiguous?: boolean
          city?: string | null
          country?: string | null
          county?: string | null
          created_at?: string
          edition?: number | null
          elevation_gain?: number | null
          end_date?: string | null
          event_type?: string | null
          id?: never
          latitude?: number | null
          longitude?: number | null
          merged_into?: number | null
          name?: string
          precision?: string | null
          registration?: string | null
          series_id?: number | null
          sources?: string[]
          start_date?: string
          state?: string | null
          status?: string
          surface?: string | null
          updated_at?: string
          url?: string | null
          virtual?: boolean
          withdrawn_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'events_merged_into_fkey'
            columns: ['merged_into']
            isOneToOne: false
            referencedRelation: 'events'
            referencedColumns: ['id']
          },
        ]
      }
    }
    Views: {
      event_full: {
        Row: {
          city: string | null
          country: string | null
          created_at: string | null
          event_distance_json: Json | null
          event_hours_json: number[] | null
          event_km_json: number[] | null
          event_render_json: string[] | null
          id: number | null
          latitude: number | null
          longitude: number | null
          month: number | null
          name: string | null
          start_date: string | null
          state: string | null
          url: string | null
        }
        Relationships: []
      }
      sources: {
        Row: {
          attribution: string | null
          home_page: string | null
          licence: string | null
          may_export: boolean | null
          name: string | null
          terms_url: string | null
          title: string | null
        }
        Relationships: []
      }
    }
    Functions: {
      distance_filtered_event_full: {
        Args: {
          km_lower: number
          km_upper: number
        }
        Returns: {
          city: string | null
          country: string | null
          created_at: string | null
          event_distance_json: Json | null
          event_hours_json: number[] | null
          event_km_json: number[] | null
          event_render_json: string[] | null
          id: number | null
          latitude: number | null
          longitude: number | null
          month: number | null
          name: string | null
          start_date: string | null
          state: string | null
          url: string | null
        }[]
      }
      event_details: {
        Args: {
          id: number
        }
        Returns: Json
      }
      event_id: {
        Args: {
          event: number
        }
        Returns: number
      }
      event_of: {
        Args: {
          source: string
          source_event_id: string
        }
        Returns: number
      }
      event_points: {
        Args: {
          bbox?: number[]
          changed_since?: string
          countries?: string[]
          from?: string
          include_cancelled?: boolean
          include_virtual?: boolean
          kinds?: string[]
          limit?: number
          max_gain?: number
          max_hours?: number
          max_km?: number
          min_gain?: number
          min_hours?: number
          min_km?: number
          months?: number[]
          near_lat?: number
          near_lng?: number
          query?: string
          radius_km?: number
          regions?: string[]
          registration?: string[]
          sources?: string[]
          surfaces?: string[]
          to?: string
        }
        Returns: Json
      }
      find_event: {
        Args: {
          id: number
        }
        Returns: Json
      }
      search_events: {
        Args: {
          bbox?: number[]
          changed_since?: string
          countries?: string[]
          cursor?: string
          facets?: boolean
          from?: string
          include_cancelled?: boolean
          include_virtual?: boolean
          kinds?: string[]
          limit?: number
          max_gain?: number
          max_hours?: number
          max_km?: number
          min_gain?: number
          min_hours?: number
          min_km?: number
          months?: number[]
          near_lat?: number
          near_lng?: number
          query?: string
          radius_km?: number
          regions?: string[]
          registration?: string[]
          sort?: string
          sources?: string[]
          surfaces?: string[]
          to?: string
        }
        Returns: Json
      }
      search_version: {
        Args: never
        Returns: number
      }
    }
    Enums: { [_ in never]: never }
    CompositeTypes: { [_ in never]: never }
  }
}

type Public = Database['public']

/** A row of a table or view: `Tables<'event_full'>`. */
export type Tables<Name extends keyof (Public['Tables'] & Public['Views'])> = (Public['Tables'] &
  Public['Views'])[Name] extends {
  Row: infer Row
}
  ? Row
  : never

export type TablesInsert<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Insert']

export type TablesUpdate<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Update']

export type Enums<Name extends keyof Public['Enums']> = Public['Enums'][Name]

export type CompositeTypes<Name extends keyof Public['CompositeTypes']> = Public['CompositeTypes'][Name]
